// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import dev.rookery.maildir.AccountLocation.Owner;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A directory by its file descriptor.
final class LinuxDirectory implements Directory {
    private static final int MODE_FILE = 0600;
    private static final int MODE_DIRECTORY = 0700;

    private final LinuxFile self;
    private final String path;
    private final boolean durable;

    private LinuxDirectory(int descriptor, String path, boolean durable) {
        this.self = new LinuxFile(descriptor, path, durable);
        this.path = path;
        this.durable = durable;
    }

    static LinuxDirectory open(int parent, String name, String path, boolean durable, int extra)
            throws IOException {
        int flags = Linux.O_RDONLY | Linux.O_DIRECTORY | extra;
        int descriptor = Failures.check(Linux.openat(parent, name, flags, 0), "open", path);
        return new LinuxDirectory(descriptor, path, durable);
    }

    static Optional<FileStat> stat(int directory, String name, int flags) throws IOException {
        MemorySegment memory = NativeMemory.borrow();
        try {
            int result = Linux.statx(directory, name, flags, memory);
            if (result == -Linux.ENOENT) {
                return Optional.empty();
            }
            Failures.check(result, "stat", name);
            return Optional.of(statOf(memory));
        } finally {
            NativeMemory.giveBack(memory);
        }
    }

    private static FileStat statOf(MemorySegment memory) {
        ByteBuffer fields =
                memory.asSlice(0, Linux.STATX_SIZE).asByteBuffer().order(ByteOrder.nativeOrder());
        FileStat.Kind kind =
                switch (fields.getShort(Linux.STATX_MODE_AT) & 0170000) {
                    case 0100000 -> FileStat.Kind.REGULAR;
                    case 0040000 -> FileStat.Kind.DIRECTORY;
                    default -> FileStat.Kind.OTHER;
                };
        return new FileStat(
                new FileId(
                        fields.getLong(Linux.STATX_DEVICE_AT),
                        fields.getLong(Linux.STATX_INODE_AT)),
                kind,
                fields.getLong(Linux.STATX_SIZE_AT),
                Integer.toUnsignedLong(fields.getInt(Linux.STATX_LINKS_AT)),
                nanos(fields, Linux.STATX_MODIFIED_AT),
                nanos(fields, Linux.STATX_CHANGED_AT));
    }

    private static long nanos(ByteBuffer fields, int at) {
        return fields.getLong(at) * 1_000_000_000L + fields.getInt(at + Long.BYTES);
    }

    @Override
    public FileStat stat() throws IOException {
        return self.stat();
    }

    @Override
    public Optional<FileStat> stat(String name) throws IOException {
        List<FileStat> found = new ArrayList<>(1);
        self.call(directory -> {
            stat(directory, step(name), Linux.AT_SYMLINK_NOFOLLOW).ifPresent(found::add);
            return 0;
        });
        return found.stream().findFirst();
    }

    /// A descriptor has one reading place, so only one listing at a time.
    @Override
    public synchronized List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        MemorySegment memory = NativeMemory.borrow();
        try {
            check(self.call(Linux::rewind), "list", "");
            long got;
            while ((got = self.call(directory -> Linux.getdents(directory, memory))) > 0) {
                RawEntry.all(memory, got, raw -> entries.add(entry(raw)));
            }
            check(got, "list", "");
        } finally {
            NativeMemory.giveBack(memory);
        }
        return entries;
    }

    /// What has no name we can say is nothing we can use.
    private static Entry entry(RawEntry raw) {
        Optional<String> name = raw.text();
        return name.isPresent()
                ? new Entry(name.get(), raw.kind())
                : new Entry(raw.description(), Optional.of(FileStat.Kind.OTHER));
    }

    @Override
    public Directory openDirectory(String name) throws IOException {
        int[] opened = new int[1];
        self.call(directory -> {
            int flags = Linux.O_RDONLY | Linux.O_DIRECTORY | Linux.O_NOFOLLOW;
            opened[0] = (int) check(Linux.openat(directory, step(name), flags, 0), "open", name);
            return 0;
        });
        return new LinuxDirectory(opened[0], path + "/" + name, durable);
    }

    @Override
    public Directory createDirectory(String name, Optional<Owner> owner) throws IOException {
        check(self.call(at -> Linux.mkdirat(at, step(name), MODE_DIRECTORY)), "create", name);
        try {
            LinuxDirectory made = (LinuxDirectory) openDirectory(name);
            chown(made.self, owner);
            return made;
        } catch (IOException refused) {
            // One of the wrong owner, or one nobody can open, is worse than none.
            drop(name, Linux.AT_REMOVEDIR, refused);
            throw refused;
        }
    }

    @Override
    public OutputFile create(String name, Optional<Owner> owner) throws IOException {
        LinuxFile file =
                openFile(name, Linux.O_WRONLY | Linux.O_CREAT | Linux.O_EXCL | Linux.O_NOFOLLOW);
        try {
            chown(file, owner);
            return file;
        } catch (IOException refused) {
            drop(name, 0, refused);
            throw refused;
        }
    }

    private void drop(String name, int flags, IOException reason) throws IOException {
        long result = self.call(directory -> Linux.unlinkat(directory, step(name), flags));
        if (result < 0) {
            reason.addSuppressed(Failures.of((int) -result, "delete", path + "/" + name));
        }
    }

    @Override
    public InputFile open(String name) throws IOException {
        return requireRegular(
                openFile(name, Linux.O_RDONLY | Linux.O_NOFOLLOW | Linux.O_NONBLOCK), name);
    }

    @Override
    public OutputFile openForWriting(String name) throws IOException {
        return requireRegular(
                openFile(name, Linux.O_WRONLY | Linux.O_NOFOLLOW | Linux.O_NONBLOCK), name);
    }

    private LinuxFile openFile(String name, int flags) throws IOException {
        int[] opened = new int[1];
        self.call(directory -> {
            int result = Linux.openat(directory, step(name), flags, MODE_FILE);
            opened[0] = (int) check(result, "open", name);
            return 0;
        });
        return new LinuxFile(opened[0], path + "/" + name, durable);
    }

    private LinuxFile requireRegular(LinuxFile file, String name) throws IOException {
        try {
            if (file.stat().isRegular()) {
                return file;
            }
        } catch (IOException refused) {
            file.close();
            throw refused;
        }
        file.close();
        throw new DiskException("open " + path + "/" + name + ": not a regular file", 0);
    }

    /// Closes the file if its owner cannot be set.
    private static void chown(LinuxFile file, Optional<Owner> owner) throws IOException {
        if (owner.isEmpty()) {
            return;
        }
        try {
            int uid = owner.get().uid();
            int gid = owner.get().gid();
            Failures.check(file.call(it -> Linux.fchown(it, uid, gid)), "set owner of", "new file");
        } catch (IOException refused) {
            file.close();
            throw refused;
        }
    }

    @Override
    public void link(String name, Directory target, String targetName) throws IOException {
        LinuxFile other = ((LinuxDirectory) target).self;
        check(
                self.call(from ->
                        other.call(to -> Linux.linkat(from, step(name), to, step(targetName)))),
                "link",
                name);
    }

    @Override
    public void rename(String name, Directory target, String targetName) throws IOException {
        LinuxFile other = ((LinuxDirectory) target).self;
        int flags = Linux.RENAME_NOREPLACE;
        check(
                self.call(from ->
                        other.call(to ->
                                Linux.renameat2(from, step(name), to, step(targetName), flags))),
                "rename",
                name);
    }

    @Override
    public void replace(String name, String targetName) throws IOException {
        check(
                self.call(here -> Linux.renameat2(here, step(name), here, step(targetName), 0)),
                "replace",
                targetName);
    }

    @Override
    public boolean delete(String name) throws IOException {
        long result = self.call(directory -> Linux.unlinkat(directory, step(name), 0));
        if (result == -Linux.ENOENT) {
            return false;
        }
        check(result, "delete", name);
        return true;
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        check(self.call(at -> Linux.unlinkat(at, step(name), Linux.AT_REMOVEDIR)), "delete", name);
    }

    @Override
    public void deleteTree(String name) throws IOException {
        self.call(directory -> {
            DirectoryTree.delete(directory, step(name), path + "/" + name);
            return 0;
        });
    }

    @Override
    public void force() throws IOException {
        self.force();
    }

    /// A lock of the open file (`flock`): it goes with the process, however that ends.
    @Override
    public Optional<Closeable> tryLock(String name, Optional<Owner> owner) throws IOException {
        LinuxFile file = openFile(name, Linux.O_WRONLY | Linux.O_CREAT | Linux.O_NOFOLLOW);
        long result = file.call(it -> Linux.flock(it, Linux.LOCK_EX_NB));
        if (result < 0) {
            file.close();
        }
        if (result == -Linux.EAGAIN) {
            return Optional.empty();
        }
        check(result, "lock", name);
        chown(file, owner);
        return Optional.of(file);
    }

    @Override
    public void close() throws IOException {
        self.close();
    }

    @Override
    public String toString() {
        return path;
    }

    private long check(long result, String action, String name) throws IOException {
        return result < 0 ? Failures.check(result, action, path + "/" + name) : result;
    }

    /// A single step: what leads elsewhere is a bug above us and is stopped here.
    private static String step(String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name inside a directory");
        }
        return name;
    }
}
