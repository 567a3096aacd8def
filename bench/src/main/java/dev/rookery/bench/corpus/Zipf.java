// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.util.Arrays;

/// Ranks from 0, each drawn in proportion to `1 / (rank + 1)^exponent`, in constant time: Walker's
/// alias method.
final class Zipf {
    private static final double TOSSES = 0x1.0p31;

    private final int[] keepBelow;
    private final int[] alias;

    Zipf(int ranks, double exponent) {
        double[] share = new double[ranks];
        Arrays.setAll(share, rank -> StrictMath.pow(rank + 1, -exponent));
        double sum = 0;
        for (double each : share) {
            sum += each;
        }
        for (int i = 0; i < ranks; i++) {
            share[i] *= ranks / sum;
        }
        this.keepBelow = new int[ranks];
        this.alias = new int[ranks];
        pair(share);
    }

    /// Shares fall with the rank: those above 1 come first and give to those behind them.
    private void pair(double[] share) {
        Arrays.fill(keepBelow, Integer.MAX_VALUE);
        int giver = 0;
        int taker = share.length - 1;
        int last = share.length - 2;
        while (giver <= last) {
            keepBelow[taker] = (int) Math.min(Integer.MAX_VALUE, share[taker] * TOSSES);
            alias[taker] = giver;
            share[giver] -= 1 - share[taker];
            taker = share[giver] < 1 ? giver++ : last--;
        }
    }

    int draw(Dice dice) {
        long bits = dice.next();
        int rank = (int) (((bits >>> 32) * keepBelow.length) >>> 32);
        return ((int) bits >>> 1) < keepBelow[rank] ? rank : alias[rank];
    }
}
