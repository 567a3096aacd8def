// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The bytes of one command as far as they have come: lines and literals in their order, the end of
/// a line that announces a literal written as CRLF, the end of the command not at all.
///
/// Its owner, a [Framer], uses it again for the next command.
public final class CommandBytes {
    private static final int KEPT_BYTES_MAX = 1 << 10;
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int length;
    private int literals;

    /// Literals that may hold NUL: where each begins and ends.
    private List<int[]> binary = List.of();

    /// These bytes as a command.
    public static CommandBytes of(byte[] bytes) {
        CommandBytes command = new CommandBytes();
        command.append(bytes, 0, bytes.length);
        return command;
    }

    public int length() {
        return length;
    }

    int heldBytes() {
        return bytes.length;
    }

    public byte at(int index) {
        if (index >= length) {
            throw new IndexOutOfBoundsException("byte " + index + " of " + length);
        }
        return bytes[index];
    }

    /// A copy of the bytes from `from` up to, not including, `end`.
    public byte[] copy(int from, int end) {
        if (end > length) {
            throw new IndexOutOfBoundsException("bytes up to " + end + " of " + length);
        }
        return Arrays.copyOfRange(bytes, from, end);
    }

    public String ascii(int from, int end) {
        return new String(copy(from, end), StandardCharsets.US_ASCII);
    }

    /// Where the first NUL stands that is not part of a binary literal, or -1.
    public int indexOfNul() {
        int from = 0;
        for (int[] literal : binary) {
            int nul = indexOfNul(from, literal[0]);
            if (nul >= 0) {
                return nul;
            }
            from = literal[1];
        }
        return indexOfNul(from, length);
    }

    private int indexOfNul(int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    /// One more literal follows.
    void expectLiteral() {
        literals++;
    }

    int literals() {
        return literals;
    }

    /// The next `count` bytes may hold NUL.
    void expectBinary(int count) {
        if (count == 0) {
            return;
        }
        if (binary.isEmpty()) {
            binary = new ArrayList<>();
        }
        binary.add(new int[] {length, length + count});
    }

    boolean endsWith(char c) {
        return length > 0 && bytes[length - 1] == c;
    }

    void append(byte[] from, int offset, int count) {
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void dropLast() {
        length--;
    }

    /// Forgets all but the last `count` bytes, and the memory too if it was much.
    void keepLast(int count) {
        if (length > count) {
            if (bytes.length > KEPT_BYTES_MAX) {
                bytes = copy(length - count, length);
            } else {
                System.arraycopy(bytes, length - count, bytes, 0, count);
            }
            length = count;
        }
    }

    /// Forgets the bytes, and the memory too if it was much.
    void clear() {
        length = 0;
        binary = List.of();
        literals = 0;
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = NONE;
        }
    }
}
