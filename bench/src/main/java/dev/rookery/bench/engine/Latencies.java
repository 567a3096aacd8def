// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How long one operation took, each time.
final class Latencies {
    private final List<Long> nanos = new ArrayList<>();

    void add(long each) {
        nanos.add(each);
    }

    void time(Contestant.Step step) throws IOException {
        long start = System.nanoTime();
        step.run();
        add(System.nanoTime() - start);
    }

    private double medianMicros() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) / 1e3;
    }

    /// How many times another's median ours is.
    double ratio(Latencies other) {
        return medianMicros() / other.medianMicros();
    }

    /// The median in microseconds, and how many times another's that is.
    String beside(Latencies other) {
        return String.format(Locale.ROOT, "%,.0f (%.2f)", medianMicros(), ratio(other));
    }
}
