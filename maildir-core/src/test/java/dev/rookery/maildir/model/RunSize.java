// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import java.time.Duration;

/// How long a random test goes on: a fixed number of seeds, or for so many seconds as the build was
/// asked for. How fast it goes decides nothing else.
final class RunSize {
    private static final long SEED = 20_260_101;

    private final long firstSeed = Long.getLong("rookery.model.seed", SEED);
    private final long seconds = Long.getLong("rookery.model.seconds", 0);
    private final long count;
    private final long started = System.nanoTime();
    private long begun;

    private RunSize(long count) {
        this.count = count;
    }

    static RunSize of(int count) {
        return new RunSize(count);
    }

    boolean goesOn() {
        return seconds == 0
                ? begun < count
                : System.nanoTime() - started < Duration.ofSeconds(seconds).toNanos();
    }

    long nextSeed() {
        return firstSeed + begun++;
    }

    @Override
    public String toString() {
        return "seeds from %d on, %s (-Drookery.model.seed=, -Drookery.model.seconds=)"
                .formatted(firstSeed, seconds == 0 ? count + " of them" : seconds + " s");
    }
}
