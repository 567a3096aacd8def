// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import dev.rookery.bench.corpus.Dice.Aspect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Who answers whom. Three of five messages are in threads of 3.5 messages on average, interleaved
/// within blocks of the box; so the place of a message needs no message outside its block.
final class Threads {
    private static final int BLOCK = 256;
    private static final int THREADED_PERCENT = 60;
    private static final Zipf FURTHER_MESSAGES = new Zipf(50, 2.05);
    private static final int NOBODY = -1;

    private final long seed;
    private final int messages;
    private int block = NOBODY;
    private int[] parents = {};

    Threads(long seed, int messages) {
        this.seed = seed;
        this.messages = messages;
    }

    /// The messages above this one, the first of the thread first.
    List<Integer> ancestors(int number) {
        layOut(number / BLOCK);
        int first = block * BLOCK;
        List<Integer> up = new ArrayList<>();
        for (int i = parents[number - first]; i != NOBODY; i = parents[i]) {
            up.add(first + i);
        }
        return up.reversed();
    }

    private void layOut(int wanted) {
        if (wanted == block) {
            return;
        }
        block = wanted;
        Dice dice = Dice.of(seed, block, Aspect.THREADS);
        List<Integer> order = shuffled(Math.min(BLOCK, messages - block * BLOCK), dice);
        parents = new int[order.size()];
        Arrays.fill(parents, NOBODY);
        int from = order.size() * (100 - THREADED_PERCENT) / 100;
        while (from < order.size()) {
            int to = Math.min(order.size(), from + 2 + FURTHER_MESSAGES.draw(dice));
            link(order.subList(from, to).stream().sorted().toList(), dice);
            from = to;
        }
    }

    /// Most answer the message before, some an earlier one.
    private void link(List<Integer> thread, Dice dice) {
        for (int i = 1; i < thread.size(); i++) {
            int answered = dice.percent(75) ? i - 1 : dice.below(i);
            parents[thread.get(i)] = thread.get(answered);
        }
    }

    private static List<Integer> shuffled(int count, Dice dice) {
        List<Integer> order = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        for (int i = count - 1; i > 0; i--) {
            Collections.swap(order, i, dice.below(i + 1));
        }
        return order;
    }
}
