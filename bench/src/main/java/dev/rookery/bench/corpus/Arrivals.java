// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import dev.rookery.bench.corpus.Dice.Aspect;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When messages arrive: in order of number, evenly over three years, fewer on weekends.
record Arrivals(long seed, int messages) {
    /// A Monday.
    private static final Instant FIRST = Instant.parse("2023-01-02T00:00:00Z");

    private static final int WEEKS = 156;
    private static final double WEEKEND_SHARE = 0.35;
    private static final double BUSY_DAYS = 5 + 2 * WEEKEND_SHARE;
    private static final double DAY_MICROS = 86_400_000_000.0;

    /// To the microsecond; later for each number than for the one before.
    Instant of(int number) {
        double within = 0.9 * Dice.of(seed, number, Aspect.ARRIVAL).unit();
        double week = (number + within) / messages * WEEKS;
        double whole = Math.floor(week);
        double days = whole * 7 + day((week - whole) * BUSY_DAYS);
        return FIRST.plus((long) (days * DAY_MICROS), ChronoUnit.MICROS);
    }

    private static double day(double busy) {
        return busy < 5 ? busy : 5 + (busy - 5) / WEEKEND_SHARE;
    }
}
