// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// The entries of a directory as the kernel tells them, one after another, without `.` and `..`.
///
/// ```text
///   0         8          16       18      19        19 + n
///   +---------+----------+--------+-------+---------+---+---------+
///   |  inode  |  offset  | length | type  |  name   | 0 | unknown |
///   +---------+----------+--------+-------+---------+---+---------+
/// ```
///
/// This is `struct linux_dirent64`; its length makes the next one begin at a multiple of 8.
final class RawEntries {
    private static final int INODE_AT = 0;
    private static final int LENGTH_AT = 16;
    private static final int TYPE_AT = 18;
    private static final int NAME_AT = 19;
    private static final int ALIGNMENT = 8;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final Optional<FileStat.Kind> REGULAR = Optional.of(FileStat.Kind.REGULAR);
    private static final Optional<FileStat.Kind> DIRECTORY = Optional.of(FileStat.Kind.DIRECTORY);
    private static final Optional<FileStat.Kind> OTHER = Optional.of(FileStat.Kind.OTHER);

    private final MemorySegment memory;
    private final long length;
    private long at;
    private long next;
    private int nameLength;

    /// Walks over the first `length` bytes.
    RawEntries(MemorySegment memory, long length) {
        this.memory = memory;
        this.length = length;
    }

    /// Steps to the next entry, if there is one.
    boolean next() {
        do {
            if (next >= length) {
                return false;
            }
            at = next;
            int entryLength = Short.toUnsignedInt(memory.get(SHORT, at + LENGTH_AT));
            nameLength = nameLength(entryLength);
            next = at + entryLength;
        } while (isDots());
        return true;
    }

    /// The zero byte is among the last 8: behind it is only what makes the length even.
    private int nameLength(int entryLength) {
        int end = Math.max(0, entryLength - NAME_AT - ALIGNMENT);
        while (memory.get(BYTE, at + NAME_AT + end) != 0) {
            end++;
        }
        return end;
    }

    private boolean isDots() {
        return nameLength <= 2
                && memory.get(BYTE, at + NAME_AT) == '.'
                && (nameLength == 1 || memory.get(BYTE, at + NAME_AT + 1) == '.');
    }

    /// The bytes of the name, the zero byte at their end included.
    MemorySegment name() {
        return memory.asSlice(at + NAME_AT, nameLength + 1L);
    }

    /// Gives the remaining entries to `visitor`.
    void visit(byte[] name, Directory.EntryVisitor visitor) throws IOException {
        while (next()) {
            MemorySegment.copy(memory, BYTE, at + NAME_AT, name, 0, nameLength);
            long inode = memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at + INODE_AT);
            visitor.visit(name, nameLength, kind(), inode);
        }
    }

    private Optional<FileStat.Kind> kind() {
        return switch (memory.get(BYTE, at + TYPE_AT)) {
            case 0 -> Optional.empty();
            case 4 -> DIRECTORY;
            case 8 -> REGULAR;
            default -> OTHER;
        };
    }
}
