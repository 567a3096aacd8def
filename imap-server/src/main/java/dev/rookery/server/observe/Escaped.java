// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.observe;

/// Text from outside, made fit for one line of a log: no control, format or line-separating
/// characters, and not too many.
final class Escaped {
    private Escaped() {}

    /// A value within a line: nor has it angle brackets, which could end a `user=<…>`.
    ///
    /// @param charsMax code points kept; `…` stands for the rest
    static String value(String raw, int charsMax) {
        return escape(raw, charsMax, "<>\\");
    }

    /// A whole line.
    ///
    /// @param charsMax code points kept; `…` stands for the rest
    static String line(String raw, int charsMax) {
        return escape(raw, charsMax, "");
    }

    private static String escape(String raw, int charsMax, String harmful) {
        StringBuilder safe = new StringBuilder(raw.length());
        raw.codePoints().limit(charsMax).forEach(c -> append(safe, c, harmful));
        if (raw.codePointCount(0, raw.length()) > charsMax) {
            safe.append('…');
        }
        return safe.toString();
    }

    private static void append(StringBuilder safe, int c, String harmful) {
        if (isPrintable(c) && harmful.indexOf(c) < 0) {
            safe.appendCodePoint(c);
        } else {
            safe.append((c < 0x100 ? "\\x%02x" : "\\u{%x}").formatted(c));
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
