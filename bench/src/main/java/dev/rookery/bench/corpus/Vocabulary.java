// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// 200,000 words of one language in its charset, of which the commonest are the shortest.
final class Vocabulary {
    static final int WORDS = 200_000;

    private static final int TWO_SYLLABLES = 4_000;
    private static final int STRIDE = 1_000_003;
    private static final Zipf RANKS = new Zipf(WORDS, 1.05);
    private static final Map<Language, Vocabulary> BUILT = new ConcurrentHashMap<>();

    private final Language language;
    private final byte[] words;
    private final int[] starts = new int[WORDS + 1];

    private Vocabulary(Language language) {
        this.language = language;
        List<String> commonest = language.commonest();
        List<String> syllables =
                language.onsets().stream()
                        .flatMap(onset -> language.nuclei().stream().map(onset::concat))
                        .toList();
        Octets all = new Octets();
        for (int rank = 0; rank < WORDS; rank++) {
            String word = rank < commonest.size() ? commonest.get(rank) : composed(rank, syllables);
            byte[] bytes = word.getBytes(language.charset());
            all.octets(bytes, 0, bytes.length);
            starts[rank + 1] = all.length();
        }
        this.words = all.copy();
    }

    static Vocabulary of(Language language) {
        return BUILT.computeIfAbsent(language, Vocabulary::new);
    }

    /// The stride has no common divisor with a number of syllables: no two ranks are one word.
    private static String composed(int rank, List<String> syllables) {
        int count = syllables.size();
        long words = (long) count * count * (rank < TWO_SYLLABLES ? 1 : count);
        long index = (long) rank * STRIDE % words;
        StringBuilder word = new StringBuilder();
        for (long left = words; left > 1; left /= count, index /= count) {
            word.append(syllables.get((int) (index % count)));
        }
        return word.toString();
    }

    void write(Dice dice, Octets to) {
        int rank = RANKS.draw(dice);
        to.octets(words, starts[rank], starts[rank + 1]);
    }

    String word(Dice dice) {
        return word(RANKS.draw(dice));
    }

    /// Each word as often as any other.
    String rareWord(Dice dice) {
        return word(dice.below(WORDS));
    }

    private String word(int rank) {
        return new String(words, starts[rank], starts[rank + 1] - starts[rank], language.charset());
    }
}
