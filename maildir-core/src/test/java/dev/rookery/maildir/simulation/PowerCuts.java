// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.util.BitSet;
import java.util.List;

/// All power cuts at one moment that lose, or keep, at most three of the pending changes, each with
/// the last write whole and torn in every way: numbered from 0, and nothing held in memory.
///
/// The first are the simplest: all kept, all lost, one lost, one kept, the last write torn.
final class PowerCuts {
    /// How many of the first keep all or lose all.
    static final int EXTREMES = 2;

    private static final List<Tear> TEARS = List.of(Tear.values());
    private static final int WAYS = TEARS.size() + 1;

    private final int events;
    private final int pending;
    private final int ways;

    /// How many sets of at most so many changes there are.
    private final long upTo1;

    private final long upTo2;
    private final long upTo3;

    /// @param torn whether there is a write that can be torn
    PowerCuts(int events, int pending, boolean torn) {
        this.events = events;
        this.pending = pending;
        this.ways = torn ? WAYS : 1;
        long n = pending;
        this.upTo1 = 1 + n;
        this.upTo2 = upTo1 + n * (n - 1) / 2;
        this.upTo3 = upTo2 + n * (n - 1) * (n - 2) / 6;
    }

    /// How many of the first change no more than one thing.
    long simple() {
        return whole() + ways - 1;
    }

    private long whole() {
        return 2 * upTo1;
    }

    /// Among the others, the simple ones come again.
    long size() {
        return simple() + upTo3 * 2 * ways;
    }

    PowerCut get(long number) {
        if (number < whole()) {
            return get(number, 0);
        }
        if (number < simple()) {
            return get(0, (int) (number - whole()) + 1);
        }
        long other = number - simple();
        return get(other / ways, (int) (other % ways));
    }

    private PowerCut get(long number, int way) {
        PowerCut cut = PowerCut.losing(events, set(number / 2));
        PowerCut either = number % 2 == 0 ? cut : cut.inverted(pending);
        return way == 0 ? either : either.torn(TEARS.get(way - 1));
    }

    /// Sets by size, then by their greatest member, and so on.
    private BitSet set(long number) {
        BitSet set = new BitSet(pending);
        if (number == 0) {
            return set;
        }
        if (number < upTo1) {
            set.set((int) number - 1);
        } else if (number < upTo2) {
            addPair(set, number - upTo1);
        } else {
            long left = number - upTo2;
            int greatest = 2;
            while (left >= (long) greatest * (greatest - 1) / 2) {
                left -= (long) greatest * (greatest - 1) / 2;
                greatest++;
            }
            set.set(greatest);
            addPair(set, left);
        }
        return set;
    }

    private static void addPair(BitSet set, long number) {
        long left = number;
        int greater = 1;
        while (left >= greater) {
            left -= greater;
            greater++;
        }
        set.set(greater);
        set.set((int) left);
    }
}
