// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// An entry of a directory as the kernel tells it: `struct linux_dirent64`.
///
/// @param name its bytes, the zero byte at their end included; valid until the next are read
record RawEntry(MemorySegment name, Optional<FileStat.Kind> kind) {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final int LENGTH_AT = 16;
    private static final int KIND_AT = 18;
    private static final int NAME_AT = 19;

    /// Receives one entry.
    @FunctionalInterface
    interface Action {
        void on(RawEntry entry) throws IOException;
    }

    /// Gives the entries in the first `length` bytes to `action`, but for `.` and `..`.
    static void all(MemorySegment memory, long length, Action action) throws IOException {
        for (long at = 0; at < length; ) {
            int entryLength = Short.toUnsignedInt(memory.get(SHORT, at + LENGTH_AT));
            MemorySegment field = memory.asSlice(at + NAME_AT, entryLength - NAME_AT);
            long end = 0;
            while (field.get(ValueLayout.JAVA_BYTE, end) != 0) {
                end++;
            }
            RawEntry entry =
                    new RawEntry(
                            field.asSlice(0, end + 1),
                            kind(memory.get(ValueLayout.JAVA_BYTE, at + KIND_AT)));
            if (!entry.isDots()) {
                action.on(entry);
            }
            at += entryLength;
        }
    }

    private static Optional<FileStat.Kind> kind(byte type) {
        return switch (type) {
            case 0 -> Optional.empty();
            case 4 -> Optional.of(FileStat.Kind.DIRECTORY);
            case 8 -> Optional.of(FileStat.Kind.REGULAR);
            default -> Optional.of(FileStat.Kind.OTHER);
        };
    }

    private boolean isDots() {
        long length = name.byteSize() - 1;
        return length <= 2
                && name.get(ValueLayout.JAVA_BYTE, 0) == '.'
                && (length == 1 || name.get(ValueLayout.JAVA_BYTE, 1) == '.');
    }

    /// The name, if it is UTF-8.
    Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes()).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /// The name with something else for what is not UTF-8: for people, not for calls.
    String description() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    private ByteBuffer bytes() {
        return name.asSlice(0, name.byteSize() - 1).asByteBuffer();
    }
}
