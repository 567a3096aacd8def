// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Removes a directory with all it holds, whatever bytes the names are made of. Links are removed,
/// not followed.
final class DirectoryTree {
    /// Deeper than any Maildir; bounds descriptors and stack.
    private static final int LEVELS_MAX = 32;

    private final String path;

    private DirectoryTree(String path) {
        this.path = path;
    }

    static void delete(int parent, String name, String path) throws IOException {
        try (NativeMemory memory = NativeMemory.borrow()) {
            if (!NativeMemory.put(memory.name, name)) {
                throw Failures.of(Linux.ENAMETOOLONG, "delete", path);
            }
            new DirectoryTree(path).delete(memory, parent, memory.name, 1);
        }
    }

    private void delete(NativeMemory memory, int parent, MemorySegment name, int level)
            throws IOException {
        if (level > LEVELS_MAX) {
            throw new DiskException("delete " + path + ": too many levels of directories", 0);
        }
        int flags = Linux.O_RDONLY | Linux.O_DIRECTORY | Linux.O_NOFOLLOW;
        int opened = Linux.openat(memory, parent, name, flags, 0);
        if (opened == -Linux.ENOENT) {
            return;
        }
        Failures.check(opened, "delete", path);
        try {
            while (emptyOnce(opened, level)) {
                // Removing entries may make a listing miss others: until one shows none.
                Failures.check(Linux.rewind(memory, opened), "list", path);
            }
        } finally {
            Failures.check(Linux.close(opened), "close", path);
        }
        checkGone(Linux.unlinkat(memory, parent, name, Linux.AT_REMOVEDIR));
    }

    /// Answers whether there was anything.
    private boolean emptyOnce(int directory, int level) throws IOException {
        boolean any = false;
        try (NativeMemory memory = NativeMemory.borrow()) {
            long got;
            while ((got = Linux.getdents(memory, directory)) > 0) {
                RawEntries entries = new RawEntries(memory.bytes, got);
                while (entries.next()) {
                    any = true;
                    remove(memory, directory, entries.name(), level);
                }
            }
            Failures.check(got, "list", path);
        }
        return any;
    }

    private void remove(NativeMemory memory, int directory, MemorySegment name, int level)
            throws IOException {
        int result = Linux.unlinkat(memory, directory, name, 0);
        if (result == -Linux.EISDIR) {
            delete(memory, directory, name, level + 1);
        } else {
            checkGone(result);
        }
    }

    private void checkGone(int result) throws IOException {
        if (result != -Linux.ENOENT) {
            Failures.check(result, "delete", path);
        }
    }
}
