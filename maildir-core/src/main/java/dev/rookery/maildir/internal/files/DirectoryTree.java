// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.IOException;
import java.lang.foreign.Arena;
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
        try (Arena arena = Arena.ofConfined()) {
            new DirectoryTree(path).delete(parent, arena.allocateFrom(name), 1);
        }
    }

    private void delete(int parent, MemorySegment name, int level) throws IOException {
        if (level > LEVELS_MAX) {
            throw new DiskException("delete " + path + ": too many levels of directories", 0);
        }
        int flags = Linux.O_RDONLY | Linux.O_DIRECTORY | Linux.O_NOFOLLOW;
        int opened = Linux.openat(parent, name, flags, 0);
        if (opened == -Linux.ENOENT) {
            return;
        }
        Failures.check(opened, "delete", path);
        try {
            while (emptyOnce(opened, level)) {
                // Removing entries may make a listing miss others: until one shows none.
                Failures.check(Linux.rewind(opened), "list", path);
            }
        } finally {
            Failures.check(Linux.close(opened), "close", path);
        }
        checkGone(Linux.unlinkat(parent, name, Linux.AT_REMOVEDIR));
    }

    /// Answers whether there was anything.
    private boolean emptyOnce(int directory, int level) throws IOException {
        boolean[] any = new boolean[1];
        MemorySegment memory = NativeMemory.borrow();
        try {
            long got;
            while ((got = Linux.getdents(directory, memory)) > 0) {
                RawEntry.all(
                        memory,
                        got,
                        entry -> {
                            any[0] = true;
                            remove(directory, entry.name(), level);
                        });
            }
            Failures.check(got, "list", path);
        } finally {
            NativeMemory.giveBack(memory);
        }
        return any[0];
    }

    private void remove(int directory, MemorySegment name, int level) throws IOException {
        int result = Linux.unlinkat(directory, name, 0);
        if (result == -Linux.EISDIR) {
            delete(directory, name, level + 1);
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
