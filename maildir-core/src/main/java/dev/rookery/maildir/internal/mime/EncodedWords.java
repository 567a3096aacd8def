// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

/// Where encoded words stand in a field, one or several with only white space between them.
///
/// They are cut out here since a decoder that gets a whole field looks again and again for the end
/// of a word that has none.
record EncodedWords(int start, int end) {
    private static final int CHARSET_LENGTH_MAX = 100;

    /// The next words from `from` on; empty if there are none.
    static EncodedWords find(String text, int from) {
        int start = text.indexOf("=?", from);
        while (start >= 0) {
            int end = wordEnd(text, start);
            if (end > 0) {
                return new EncodedWords(start, lastEnd(text, end));
            }
            start = text.indexOf("=?", start + 1);
        }
        return new EncodedWords(text.length(), text.length());
    }

    boolean isEmpty() {
        return start == end;
    }

    private static int lastEnd(String text, int firstEnd) {
        int end = firstEnd;
        while (true) {
            int next = end;
            while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
                next++;
            }
            int nextEnd = text.startsWith("=?", next) ? wordEnd(text, next) : -1;
            if (nextEnd < 0) {
                return end;
            }
            end = nextEnd;
        }
    }

    /// The end of the word `=?charset?B?text?=` that starts there, or -1 if it is none.
    private static int wordEnd(String text, int start) {
        int charsetEnd = text.indexOf('?', start + 2, limit(text, start + 2));
        if (charsetEnd <= start + 2 || !isEncoding(text, charsetEnd + 1)) {
            return -1;
        }
        int textEnd = text.indexOf('?', charsetEnd + 3);
        return textEnd > charsetEnd + 3 && text.startsWith("?=", textEnd) ? textEnd + 2 : -1;
    }

    private static int limit(String text, int from) {
        return Math.min(text.length(), from + CHARSET_LENGTH_MAX);
    }

    private static boolean isEncoding(String text, int at) {
        return at + 1 < text.length()
                && "BbQq".indexOf(text.charAt(at)) >= 0
                && text.charAt(at + 1) == '?';
    }
}
