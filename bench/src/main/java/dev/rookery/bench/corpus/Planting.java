// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import dev.rookery.bench.corpus.Dice.Aspect;
import java.util.EnumSet;
import java.util.Set;

/// Which message of a box has which needle.
record Planting(long seed, int messages) {
    private static final int DECOY_EVERY = 150;

    Set<Needle.Kind> in(int number) {
        Set<Needle.Kind> kinds = EnumSet.noneOf(Needle.Kind.class);
        for (Needle.Kind kind : Needle.Kind.values()) {
            if (isChosen(number, kind.text(), kind.oneIn())) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /// Whether the words of the phrase stand there in the wrong order.
    boolean hasDecoy(int number) {
        return isChosen(number, Needle.PHRASE_DECOY, DECOY_EVERY);
    }

    private boolean isChosen(int number, String text, int oneIn) {
        int block = number / oneIn;
        int first = block * oneIn;
        int size = Math.min(oneIn, messages - first);
        return Dice.of(seed + text.hashCode(), block, Aspect.NEEDLES).below(size) == number - first;
    }
}
