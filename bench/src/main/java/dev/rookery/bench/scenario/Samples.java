// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import java.util.Arrays;
import java.util.Locale;

/// What one contestant reached in each of its rounds, in operations per second.
///
/// @param answered counted until the last answer
/// @param drained counted until nothing was left to be done in the background
record Samples(double[] answered, double[] drained) {
    double median() {
        return median(answered);
    }

    double drainedMedian() {
        return median(drained);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// `median (least–most)`.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,.0f (%,.0f–%,.0f)",
                median(),
                Arrays.stream(answered).min().orElseThrow(),
                Arrays.stream(answered).max().orElseThrow());
    }
}
