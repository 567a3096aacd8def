// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.Optional;

/// Modified UTF-7, the ASCII form of mailbox names. RFC 3501 §5.1.3.
///
/// Printable ASCII stands for itself, but `&` is `&-`; all else is UTF-16 in base64 between `&` and
/// `-`. Every name has exactly one such form, and only that one is read.
public final class ModifiedUtf7 {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
    private static final int BITS_PER_CHAR = 6;

    private ModifiedUtf7() {}

    /// @throws IllegalArgumentException if `name` holds half of a surrogate pair
    public static String encode(String name) {
        requireWholePairs(name);
        StringBuilder text = new StringBuilder(name.length());
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (isPrintable(c)) {
                text.append(c == '&' ? "&-" : String.valueOf(c));
                at++;
            } else {
                int end = at + 1;
                while (end < name.length() && !isPrintable(name.charAt(end))) {
                    end++;
                }
                appendBase64(name, at, end, text);
                at = end;
            }
        }
        return text.toString();
    }

    /// Empty if `text` is not what [#encode] gives for any name.
    public static Optional<String> decode(String text) {
        StringBuilder name = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '&') {
                name.append(c);
                at++;
                continue;
            }
            int end = text.indexOf('-', at);
            if (end < 0 || !appendDecoded(text, at + 1, end, name)) {
                return Optional.empty();
            }
            at = end + 1;
        }
        return Optional.of(name.toString()).filter(whole -> isFormOf(text, whole));
    }

    /// Tells apart the one form from those with needless shifts, stray bits or plain non-ASCII.
    private static boolean isFormOf(String text, String name) {
        return hasWholePairs(name) && encode(name).equals(text);
    }

    private static void appendBase64(String name, int from, int end, StringBuilder into) {
        into.append('&');
        int bits = 0;
        int count = 0;
        for (int i = from; i < end; i++) {
            bits = bits << Character.SIZE | name.charAt(i);
            count += Character.SIZE;
            while (count >= BITS_PER_CHAR) {
                count -= BITS_PER_CHAR;
                into.append(ALPHABET.charAt(bits >> count & 0x3F));
            }
            bits &= (1 << count) - 1;
        }
        if (count > 0) {
            into.append(ALPHABET.charAt(bits << (BITS_PER_CHAR - count) & 0x3F));
        }
        into.append('-');
    }

    /// Bits left over at the end are for the caller to judge.
    private static boolean appendDecoded(String text, int from, int end, StringBuilder into) {
        if (from == end) {
            into.append('&');
            return true;
        }
        int bits = 0;
        int count = 0;
        for (int i = from; i < end; i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                return false;
            }
            bits = bits << BITS_PER_CHAR | value;
            count += BITS_PER_CHAR;
            if (count >= Character.SIZE) {
                count -= Character.SIZE;
                into.append((char) (bits >> count));
                bits &= (1 << count) - 1;
            }
        }
        return true;
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' && c <= '~';
    }

    private static void requireWholePairs(String name) {
        if (!hasWholePairs(name)) {
            throw new IllegalArgumentException("half of a surrogate pair in a mailbox name");
        }
    }

    private static boolean hasWholePairs(String name) {
        return name.codePoints()
                .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
