// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import java.util.Random;

/// Chance for generators: the same seed throws the same.
record Dice(Random random) {
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /// Puts one of `pieces` somewhere into the text, in place of up to two characters.
    String damage(String text, String... pieces) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(3));
        return text.substring(0, at) + of(pieces) + text.substring(end);
    }
}
