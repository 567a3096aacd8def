// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import dev.rookery.maildir.AccountLocation.Owner;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A directory by its file descriptor.
final class LinuxDirectory implements Directory {
    private static final int MODE_FILE = 0600;
    private static final int MODE_DIRECTORY = 0700;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final int ENTRY_LENGTH_AT = 16;
    private static final int ENTRY_KIND_AT = 18;
    private static final int ENTRY_NAME_AT = 19;

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
        return stat(self.descriptor(), step(name), Linux.AT_SYMLINK_NOFOLLOW);
    }

    /// A descriptor has one reading place, so only one listing at a time.
    @Override
    public synchronized List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        MemorySegment memory = NativeMemory.borrow();
        try {
            Failures.check(Linux.rewind(self.descriptor()), "list", path);
            long got;
            while ((got = Linux.getdents(self.descriptor(), memory)) > 0) {
                collect(memory, got, entries);
            }
            Failures.check(got, "list", path);
        } finally {
            NativeMemory.giveBack(memory);
        }
        return entries;
    }

    private static void collect(MemorySegment memory, long length, List<Entry> entries) {
        for (long at = 0; at < length; ) {
            int entryLength = Short.toUnsignedInt(memory.get(SHORT, at + ENTRY_LENGTH_AT));
            Optional<FileStat.Kind> kind =
                    switch (memory.get(ValueLayout.JAVA_BYTE, at + ENTRY_KIND_AT)) {
                        case 0 -> Optional.empty();
                        case 4 -> Optional.of(FileStat.Kind.DIRECTORY);
                        case 8 -> Optional.of(FileStat.Kind.REGULAR);
                        default -> Optional.of(FileStat.Kind.OTHER);
                    };
            MemorySegment field = memory.asSlice(at + ENTRY_NAME_AT, entryLength - ENTRY_NAME_AT);
            name(field)
                    .filter(name -> !name.equals(".") && !name.equals(".."))
                    .ifPresent(name -> entries.add(new Entry(name, kind)));
            at += entryLength;
        }
    }

    private static Optional<String> name(MemorySegment field) {
        ByteBuffer bytes = field.asByteBuffer();
        int end = 0;
        while (bytes.get(end) != 0) {
            end++;
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.limit(end)).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    @Override
    public Directory openDirectory(String name) throws IOException {
        return open(self.descriptor(), step(name), path + "/" + name, durable, Linux.O_NOFOLLOW);
    }

    @Override
    public Directory createDirectory(String name, Optional<Owner> owner) throws IOException {
        Failures.check(
                Linux.mkdirat(self.descriptor(), step(name), MODE_DIRECTORY),
                "create",
                path + "/" + name);
        Directory made = openDirectory(name);
        chown(((LinuxDirectory) made).self, owner);
        return made;
    }

    @Override
    public OutputFile create(String name, Optional<Owner> owner) throws IOException {
        LinuxFile file =
                openFile(name, Linux.O_WRONLY | Linux.O_CREAT | Linux.O_EXCL | Linux.O_NOFOLLOW);
        chown(file, owner);
        return file;
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
        int descriptor =
                Failures.check(
                        Linux.openat(self.descriptor(), step(name), flags, MODE_FILE),
                        "open",
                        path + "/" + name);
        return new LinuxFile(descriptor, path + "/" + name, durable);
    }

    private LinuxFile requireRegular(LinuxFile file, String name) throws IOException {
        if (file.stat().isRegular()) {
            return file;
        }
        file.close();
        throw new DiskException("open " + path + "/" + name + ": not a regular file", 0);
    }

    private static void chown(LinuxFile file, Optional<Owner> owner) throws IOException {
        if (owner.isPresent()) {
            try {
                Failures.check(
                        Linux.fchown(file.descriptor(), owner.get().uid(), owner.get().gid()),
                        "set owner of",
                        "new file");
            } catch (IOException refused) {
                file.close();
                throw refused;
            }
        }
    }

    @Override
    public void link(String name, Directory target, String targetName) throws IOException {
        int to = ((LinuxDirectory) target).self.descriptor();
        Failures.check(
                Linux.linkat(self.descriptor(), step(name), to, step(targetName)),
                "link",
                path + "/" + name);
    }

    @Override
    public void rename(String name, Directory target, String targetName) throws IOException {
        int to = ((LinuxDirectory) target).self.descriptor();
        Failures.check(
                Linux.renameat2(
                        self.descriptor(),
                        step(name),
                        to,
                        step(targetName),
                        Linux.RENAME_NOREPLACE),
                "rename",
                path + "/" + name);
    }

    @Override
    public void replace(String name, String targetName) throws IOException {
        int here = self.descriptor();
        Failures.check(
                Linux.renameat2(here, step(name), here, step(targetName), 0),
                "replace",
                path + "/" + targetName);
    }

    @Override
    public boolean delete(String name) throws IOException {
        int result = Linux.unlinkat(self.descriptor(), step(name), 0);
        if (result == -Linux.ENOENT) {
            return false;
        }
        Failures.check(result, "delete", path + "/" + name);
        return true;
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        Failures.check(
                Linux.unlinkat(self.descriptor(), step(name), Linux.AT_REMOVEDIR),
                "delete",
                path + "/" + name);
    }

    @Override
    public void force() throws IOException {
        self.force();
    }

    /// A lock of the open file (`flock`): it goes with the process, however that ends.
    @Override
    public Optional<Closeable> tryLock(String name, Optional<Owner> owner) throws IOException {
        LinuxFile file = openFile(name, Linux.O_WRONLY | Linux.O_CREAT | Linux.O_NOFOLLOW);
        int result = Linux.flock(file.descriptor(), Linux.LOCK_EX_NB);
        if (result == -Linux.EAGAIN) {
            file.close();
            return Optional.empty();
        }
        Failures.check(result, "lock", path + "/" + name);
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
