// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.wire;

/// The classes of characters in RFC 3501 §9.
public final class Characters {
    private static final boolean[] ATOM = new boolean[128];

    static {
        for (int c = ' ' + 1; c < 127; c++) {
            ATOM[c] = "(){%*\"\\]".indexOf(c) < 0;
        }
    }

    private Characters() {}

    /// ATOM-CHAR: printable ASCII that means nothing else.
    public static boolean isAtom(int c) {
        return c >= 0 && c < ATOM.length && ATOM[c];
    }

    /// ASTRING-CHAR.
    public static boolean isAstring(int c) {
        return isAtom(c) || c == ']';
    }

    /// list-char: a mailbox name with wildcards.
    public static boolean isListPattern(int c) {
        return isAstring(c) || c == '%' || c == '*';
    }

    /// Any char of a tag.
    public static boolean isTag(int c) {
        return isAstring(c) && c != '+';
    }

    /// Names of FETCH items and sections, which end at `[`.
    public static boolean isWord(int c) {
        return isLetterOrDigit(c) || c == '.';
    }

    public static boolean isBase64(int c) {
        return isLetterOrDigit(c) || c == '+' || c == '/' || c == '=';
    }

    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isPrintable(int c) {
        return c >= ' ' && c < 127;
    }

    private static boolean isLetterOrDigit(int c) {
        return isDigit(c) || isWithin('a', c, 'z') || isWithin('A', c, 'Z');
    }

    private static boolean isWithin(char first, int c, char last) {
        return c >= first && c <= last;
    }
}
