// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import java.time.Duration;

/// How long neighbours work: a fixed number of steps, or for so many seconds as the build was asked
/// for (`-Drookery.neighbours.seconds=`). How fast they are decides nothing else.
final class Extent {
    static final long SEED = Long.getLong("rookery.neighbours.seed", 20_260_101);

    private final long seconds = Long.getLong("rookery.neighbours.seconds", 0);
    private final long started = System.nanoTime();
    private final long steps;

    private Extent(long steps) {
        this.steps = steps;
    }

    static Extent of(long steps) {
        return new Extent(steps);
    }

    boolean goesOn(long done) {
        return seconds == 0
                ? done < steps
                : System.nanoTime() - started < Duration.ofSeconds(seconds).toNanos();
    }

    /// For the log only.
    String rate(String what, long done) {
        double passed = (System.nanoTime() - started) / 1e9;
        return "neighbours: %d %s, %.0f/s (seed %d)".formatted(done, what, done / passed, SEED);
    }
}
