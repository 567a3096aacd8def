// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.wire;

import java.util.Optional;

/// `{n}` or `{n+}` at the end of a line: so many bytes follow it. RFC 3501 §4.3, RFC 7888. With `~`
/// in front NUL may be among them (RFC 3516 §4.4).
///
/// @param start where its `{` stands in the command
/// @param end behind its `}`
/// @param sizeBytes up to `Long.MAX_VALUE`, which stands for anything greater
/// @param synchronizing whether the client waits for our go-ahead
/// @param binary whether `~` stands before it
public record LiteralHeader(
        int start, int end, long sizeBytes, boolean synchronizing, boolean binary) {
    /// The header that ends with the last byte, if one does and starts in this line.
    static Optional<LiteralHeader> atEnd(CommandBytes bytes, int lineStart) {
        if (bytes.length() == lineStart || !bytes.endsWith('}')) {
            return Optional.empty();
        }
        int start = bytes.length() - 1;
        while (start > lineStart && (bytes.at(start - 1) == '+' || isDigit(bytes, start - 1))) {
            start--;
        }
        return start == lineStart
                ? Optional.empty()
                : at(bytes, start - 1).filter(header -> header.end() == bytes.length());
    }

    /// The header that starts at `start`, if one does.
    static Optional<LiteralHeader> at(CommandBytes bytes, int start) {
        int digits = start + 1;
        int digitsEnd = digits;
        while (isDigit(bytes, digitsEnd)) {
            digitsEnd++;
        }
        boolean synchronizing = !is(bytes, digitsEnd, '+');
        int closing = synchronizing ? digitsEnd : digitsEnd + 1;
        if (!is(bytes, start, '{') || digits == digitsEnd || !is(bytes, closing, '}')) {
            return Optional.empty();
        }
        long size = number(bytes, digits, digitsEnd);
        boolean binary = is(bytes, start - 1, '~');
        return Optional.of(new LiteralHeader(start, closing + 1, size, synchronizing, binary));
    }

    /// Reads decimal digits; `Long.MAX_VALUE` stands for anything greater.
    static long number(CommandBytes bytes, int from, int end) {
        long value = 0;
        for (int i = from; i < end; i++) {
            int digit = bytes.at(i) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return Long.MAX_VALUE;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static boolean isDigit(CommandBytes bytes, int index) {
        return index < bytes.length() && Characters.isDigit(bytes.at(index));
    }

    private static boolean is(CommandBytes bytes, int index, char c) {
        return index >= 0 && index < bytes.length() && bytes.at(index) == c;
    }
}
