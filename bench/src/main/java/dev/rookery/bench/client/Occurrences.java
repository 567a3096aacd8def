// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.client;

import java.util.Arrays;
import java.util.List;

/// How often texts stand in bytes that come in pieces.
final class Occurrences {
    private final List<Search> searches;

    Occurrences(String... texts) {
        this.searches = Arrays.stream(texts).map(text -> new Search(Words.ascii(text))).toList();
    }

    void take(byte[] bytes, int from, int past) {
        for (Search each : searches) {
            each.take(bytes, from, past);
        }
    }

    /// In the order of the texts.
    List<Long> counts() {
        return searches.stream().map(each -> each.count).toList();
    }

    /// Knuth, Morris and Pratt's: no byte is looked at again.
    private static final class Search {
        private final byte[] text;

        /// How much of the text is still there if the next byte is not the one after so much of it.
        private final int[] fallback;

        private int matched;
        private long count;

        Search(byte[] text) {
            this.text = text;
            this.fallback = new int[text.length + 1];
            for (int i = 1; i < text.length; i++) {
                fallback[i + 1] = next(fallback[i], text[i]);
            }
        }

        private int next(int from, byte octet) {
            int length = from;
            while (length > 0 && (length == text.length || text[length] != octet)) {
                length = fallback[length];
            }
            return text[length] == octet ? length + 1 : 0;
        }

        void take(byte[] bytes, int from, int past) {
            for (int i = from; i < past; i++) {
                matched = next(matched, bytes[i]);
                count += matched == text.length ? 1 : 0;
            }
        }
    }
}
