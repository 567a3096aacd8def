// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

/// Which characters may stand where. RFC 5321 §4.1.2, ASCII only.
final class Grammar {
    private static final int DOMAIN_CHARS_MAX = 255;
    private static final String ATEXT_MARKS = "!#$%&'*+-/=?^_`{|}~";

    private Grammar() {}

    static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    static boolean isAtext(int c) {
        return isAlphanumeric(c) || ATEXT_MARKS.indexOf(c) >= 0;
    }

    static boolean isPrintable(int c) {
        return c >= ' ' && c <= '~';
    }

    /// A local part that needs no quotes.
    static boolean isDotString(String text) {
        return text.chars().allMatch(c -> isAtext(c) || c == '.')
                && !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..");
    }

    /// A domain or an address literal, with what real hosts use beyond the RFC: underscores.
    static boolean isHost(String text) {
        if (text.isEmpty() || text.length() > DOMAIN_CHARS_MAX) {
            return false;
        }
        if (text.startsWith("[")) {
            return text.endsWith("]")
                    && text.length() > 2
                    && text.substring(1, text.length() - 1)
                            .chars()
                            .allMatch(c -> isAlphanumeric(c) || ".:-".indexOf(c) >= 0);
        }
        return text.chars().allMatch(c -> isAlphanumeric(c) || ".-_".indexOf(c) >= 0)
                && !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..");
    }
}
