// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import dev.rookery.maildir.AccountLocation.Owner;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A directory by its file descriptor.
final class LinuxDirectory implements Directory {
    private static final int MODE_FILE = 0600;
    private static final int MODE_DIRECTORY = 0700;

    /// Longer than what any file system has in one name, which is 255 or 1,023 bytes.
    private static final int NAME_BYTES_MAX = 4096;

    private final LinuxFile self;
    private final String path;
    private final LinuxDisk disk;

    private LinuxDirectory(LinuxDisk disk, int descriptor, String path) {
        this.self = new LinuxFile(descriptor, path, disk.isDurable());
        this.path = path;
        this.disk = disk;
    }

    static LinuxDirectory open(LinuxDisk disk, String path, int extra) throws IOException {
        int flags = Linux.O_RDONLY | Linux.O_DIRECTORY | extra;
        try (NativeMemory memory = NativeMemory.borrow()) {
            int opened = Linux.openat(memory, Linux.AT_FDCWD, path, flags, 0);
            return new LinuxDirectory(disk, Failures.check(opened, "open", path), path);
        }
    }

    @Override
    public FileStat stat() throws IOException {
        return self.stat();
    }

    @Override
    public Optional<FileStat> stat(String name) throws IOException {
        int flags = Linux.AT_SYMLINK_NOFOLLOW;
        try (NativeMemory memory = NativeMemory.borrow()) {
            long result = self.call(memory, (_, at) -> Linux.statx(memory, at, step(name), flags));
            if (result == -Linux.ENOENT) {
                return Optional.empty();
            }
            check(result, "stat", name);
            return Optional.of(RawStat.read(memory.bytes));
        }
    }

    /// A descriptor has one reading place, so each listing has a descriptor of its own.
    @Override
    public void list(EntryVisitor visitor) throws IOException {
        byte[] name = new byte[NAME_BYTES_MAX];
        try (LinuxFile listing =
                        new LinuxFile(
                                openAt(".", Linux.O_RDONLY | Linux.O_DIRECTORY), path, false);
                NativeMemory memory = NativeMemory.borrow()) {
            long got;
            while ((got = listing.call(memory, Linux::getdents)) > 0) {
                new RawEntries(memory.bytes, got).visit(name, visitor);
            }
            check(got, "list", ".");
        }
    }

    @Override
    public Directory openDirectory(String name) throws IOException {
        int flags = Linux.O_RDONLY | Linux.O_DIRECTORY | Linux.O_NOFOLLOW;
        return new LinuxDirectory(disk, openAt(step(name), flags), path + "/" + name);
    }

    @Override
    public Directory createDirectory(String name, Optional<Owner> owner) throws IOException {
        check(
                self.call((memory, at) -> Linux.mkdirat(memory, at, step(name), MODE_DIRECTORY)),
                "create",
                name);
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
        long result = self.call((memory, at) -> Linux.unlinkat(memory, at, step(name), flags));
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
        return new LinuxFile(openAt(step(name), flags), path + "/" + name, disk.isDurable());
    }

    private int openAt(String name, int flags) throws IOException {
        return (int)
                check(
                        self.call((memory, at) -> Linux.openat(memory, at, name, flags, MODE_FILE)),
                        "open",
                        name);
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
            Failures.check(
                    file.call((memory, it) -> Linux.fchown(memory, it, uid, gid)),
                    "set owner of",
                    "new file");
        } catch (IOException refused) {
            file.close();
            throw refused;
        }
    }

    @Override
    public void link(String name, Directory target, String targetName) throws IOException {
        check(tryLink(name, ((LinuxDirectory) target).self, targetName), "link", name);
    }

    /// Some file systems, such as NFS, cannot rename only where the name is free.
    @Override
    public void rename(String name, Directory target, String targetName) throws IOException {
        LinuxFile other = ((LinuxDirectory) target).self;
        long result = rename(name, other, targetName, Linux.RENAME_NOREPLACE);
        if (result == -Linux.EINVAL || result == -Linux.ENOSYS) {
            result = renameInSteps(name, (LinuxDirectory) target, targetName);
        }
        check(result, "rename", name);
    }

    private long rename(String name, LinuxFile other, String targetName, int flags)
            throws IOException {
        return self.call((memory, from) ->
                other.call(
                        memory,
                        (_, to) ->
                                Linux.renameat2(
                                        memory, from, step(name), to, step(targetName), flags)));
    }

    /// A file has both names for a moment; a directory, which can have one only, replaces an empty
    /// one that somebody made there in the same moment.
    long renameInSteps(String name, LinuxDirectory target, String targetName) throws IOException {
        long linked = tryLink(name, target.self, targetName);
        if (linked == 0) {
            return self.call((memory, at) -> Linux.unlinkat(memory, at, step(name), 0));
        }
        if (linked != -Linux.EPERM) {
            return linked;
        }
        return target.stat(targetName).isPresent()
                ? -Linux.EEXIST
                : rename(name, target.self, targetName, 0);
    }

    private long tryLink(String name, LinuxFile other, String targetName) throws IOException {
        return self.call((memory, from) ->
                other.call(
                        memory,
                        (_, to) -> Linux.linkat(memory, from, step(name), to, step(targetName))));
    }

    @Override
    public void replace(String name, String targetName) throws IOException {
        check(
                self.call((memory, here) ->
                        Linux.renameat2(memory, here, step(name), here, step(targetName), 0)),
                "replace",
                targetName);
    }

    @Override
    public boolean delete(String name) throws IOException {
        long result = self.call((memory, at) -> Linux.unlinkat(memory, at, step(name), 0));
        if (result == -Linux.ENOENT) {
            return false;
        }
        check(result, "delete", name);
        return true;
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        check(
                self.call(
                        (memory, at) -> Linux.unlinkat(memory, at, step(name), Linux.AT_REMOVEDIR)),
                "delete",
                name);
    }

    @Override
    public void deleteTree(String name) throws IOException {
        self.call((_, directory) -> {
            DirectoryTree.delete(directory, step(name), path + "/" + name);
            return 0;
        });
    }

    @Override
    public void force() throws IOException {
        self.force();
    }

    @Override
    public Optional<Watch> watch(WatchListener listener) throws IOException {
        List<Watch> watch = new ArrayList<>(1);
        self.call((memory, directory) -> {
            disk.inotify().add(memory, directory, listener).ifPresent(watch::add);
            return 0;
        });
        return watch.stream().findFirst();
    }

    /// A lock of the open file (`flock`): it goes with the process, however that ends.
    @Override
    public Optional<Closeable> tryLock(String name, Optional<Owner> owner) throws IOException {
        LinuxFile file = openFile(name, Linux.O_WRONLY | Linux.O_CREAT | Linux.O_NOFOLLOW);
        long result = file.call((memory, it) -> Linux.flock(memory, it, Linux.LOCK_EX_NB));
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
    public OptionalLong lockHolder(String name) throws IOException {
        Optional<FileStat> file = stat(name);
        return file.isPresent() ? LockHolders.of(file.get().id()) : OptionalLong.empty();
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
