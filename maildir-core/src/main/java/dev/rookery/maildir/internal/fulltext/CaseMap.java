// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import java.text.Normalizer;

/// Makes texts comparable whatever their case and however their accents are written, in the manner
/// of `i;unicode-casemap` (RFC 5051): each character on its own, titled and fully decomposed. What
/// a ligature decomposes to is titled as well, so that it matches its letters.
///
/// Carriage returns vanish, so that text matches whatever its line ends are.
final class CaseMap {
    /// Receives mapped characters.
    @FunctionalInterface
    interface CharSink {
        void accept(char c);
    }

    private static final int CACHED = 0x1_0000;

    /// Filled as needed; a race only fills an entry twice with the same.
    private static final String[] CACHE = new String[CACHED];

    private CaseMap() {}

    static String map(String text) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> map(codePoint, mapped::append));
        return mapped.toString();
    }

    static void map(int codePoint, CharSink out) {
        if (codePoint < 0x80) {
            if (codePoint != '\r') {
                out.accept(
                        (char) (codePoint >= 'a' && codePoint <= 'z' ? codePoint - 32 : codePoint));
            }
            return;
        }
        String mapped = codePoint < CACHED ? cached(codePoint) : decomposed(codePoint);
        for (int i = 0; i < mapped.length(); i++) {
            out.accept(mapped.charAt(i));
        }
    }

    private static String cached(int codePoint) {
        String mapped = CACHE[codePoint];
        if (mapped == null) {
            mapped = decomposed(codePoint);
            CACHE[codePoint] = mapped;
        }
        return mapped;
    }

    private static String decomposed(int codePoint) {
        String titled = Character.toString(Character.toTitleCase(codePoint));
        StringBuilder mapped = new StringBuilder();
        Normalizer.normalize(titled, Normalizer.Form.NFKD)
                .codePoints()
                .map(Character::toTitleCase)
                .forEach(mapped::appendCodePoint);
        return mapped.toString();
    }
}
