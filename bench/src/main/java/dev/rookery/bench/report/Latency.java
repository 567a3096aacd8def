// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import dev.rookery.bench.result.Percentiles;

/// When a percentile says something.
final class Latency {
    static final long ENOUGH_FOR_P50 = 1;

    /// Fewer say nothing of the slowest one in a hundred.
    static final long ENOUGH_FOR_P99 = 100;

    /// Fewer say nothing of the slowest one in a thousand.
    static final long ENOUGH_FOR_P999 = 1_000;

    private Latency() {}

    static boolean tells(Percentiles latencies, long enough) {
        return latencies.count() >= enough && latencies.p50() > 0;
    }

    static double millis(double micros) {
        return micros / 1e3;
    }
}
