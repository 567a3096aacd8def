// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// What one contestant reached in each of its rounds, in operations per second.
///
/// @param answered counted until the last answer
/// @param drained counted until nothing was left to be done in the background
record Samples(List<Double> answered, List<Double> drained) {
    double median() {
        return median(answered);
    }

    double drainedMedian() {
        return median(drained);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    /// `median (least–most)`.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,.0f (%,.0f–%,.0f)",
                median(),
                Collections.min(answered),
                Collections.max(answered));
    }
}
