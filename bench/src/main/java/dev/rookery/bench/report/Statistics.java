// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import dev.rookery.bench.result.Median;
import dev.rookery.bench.result.Unit;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Few rounds on a machine that is never quiet: medians throughout, no means.
final class Statistics {
    private static final int RESAMPLES = 2_000;
    private static final double OUTSIDE_EACH_END = 0.025;
    private static final long SEED = 1;

    private Statistics() {}

    static Spread spread(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return new Spread(sorted[0], Median.of(sorted), sorted[sorted.length - 1]);
    }

    /// Whether it says anything beside another.
    static boolean isFit(double figure) {
        return figure > 0 && Double.isFinite(figure);
    }

    /// Rounds with the same number were neighbours in time, so each pair met the same machine: the
    /// median is taken of the ratios, not the ratio of the medians. Empty if there are no pairs, or
    /// a figure is unfit: a ratio of what remains would tell of chosen rounds.
    static Optional<Ratio> ratio(Unit unit, double[] ours, double[] theirs) {
        boolean fit =
                DoubleStream.concat(Arrays.stream(ours), Arrays.stream(theirs))
                        .allMatch(Statistics::isFit);
        if (!fit || ours.length == 0 || ours.length != theirs.length) {
            return Optional.empty();
        }
        return Optional.of(
                bootstrap(
                        IntStream.range(0, ours.length)
                                .mapToDouble(i -> unit.ratio(ours[i], theirs[i]))
                                .toArray()));
    }

    /// The interval is where the medians of 95 % of all resamples lie.
    private static Ratio bootstrap(double[] ratios) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] medians =
                IntStream.range(0, RESAMPLES)
                        .mapToDouble(_ -> Median.of(resample(ratios, random)))
                        .sorted()
                        .toArray();
        int outside = (int) (RESAMPLES * OUTSIDE_EACH_END);
        return new Ratio(Median.of(ratios), medians[outside], medians[RESAMPLES - 1 - outside]);
    }

    private static double[] resample(double[] values, SplittableRandom random) {
        return random.ints(values.length, 0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
