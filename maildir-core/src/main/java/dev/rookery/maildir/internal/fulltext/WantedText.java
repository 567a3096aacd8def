// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

/// A text to look for, prepared once for any number of messages.
final class WantedText {
    private final String wanted;

    /// For each length of a beginning of `wanted`, the longest shorter one that also ends it.
    private final int[] borders;

    WantedText(String text) {
        wanted = CaseMap.map(text);
        borders = borders(wanted);
    }

    private static int[] borders(String text) {
        int[] borders = new int[text.length() + 1];
        int border = 0;
        for (int i = 1; i < text.length(); i++) {
            while (border > 0 && text.charAt(border) != text.charAt(i)) {
                border = borders[border];
            }
            border += text.charAt(border) == text.charAt(i) ? 1 : 0;
            borders[i + 1] = border;
        }
        return borders;
    }

    boolean isEmpty() {
        return wanted.isEmpty();
    }

    boolean has(char c) {
        return wanted.indexOf(c) >= 0;
    }

    boolean isIn(String text) {
        Finder finder = finder();
        for (int i = 0; i < text.length() && !finder.isFound(); i++) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint) - 1;
            CaseMap.map(codePoint, finder);
        }
        return finder.isFound();
    }

    Finder finder() {
        return new Finder();
    }

    /// Looks for the text in a stream of mapped characters, each looked at once, whatever came
    /// before it (Knuth, Morris and Pratt).
    final class Finder implements CaseMap.CharSink {
        private int matched;
        private boolean found = wanted.isEmpty();

        /// Another text follows: a match may not reach across.
        void startText() {
            matched = 0;
        }

        @Override
        public void accept(char c) {
            if (found) {
                return;
            }
            while (matched > 0 && wanted.charAt(matched) != c) {
                matched = borders[matched];
            }
            matched += wanted.charAt(matched) == c ? 1 : 0;
            found = matched == wanted.length();
        }

        boolean isFound() {
            return found;
        }
    }
}
