// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// Where an axis of equal factors begins, ends and is labelled: at 1, 2 or 5 times a power of ten.
record Ticks(double least, double most) {
    private static final int[] STEPS = {1, 2, 5};

    /// So that a value on a step is not moved to the next one.
    private static final double TOLERANCE = 1e-9;

    /// @param values all above 0, at least one
    static Ticks around(DoubleStream values) {
        double[] all = values.sorted().toArray();
        double least = floor(all[0]);
        double most = ceiling(all[all.length - 1]);
        return least < most
                ? new Ticks(least, most)
                : new Ticks(floor(least * 0.9), ceiling(most * 1.1));
    }

    /// Powers of ten only, where all steps would stand too close.
    ///
    /// @param countMax how many have room
    List<Double> values(int countMax) {
        List<Double> steps = new ArrayList<>();
        List<Double> powers = new ArrayList<>();
        for (double power = powerBelow(least); power <= most; power *= 10) {
            for (int step : STEPS) {
                double tick = step * power;
                if (tick >= least * (1 - TOLERANCE) && tick <= most * (1 + TOLERANCE)) {
                    steps.add(tick);
                    if (step == 1) {
                        powers.add(tick);
                    }
                }
            }
        }
        return steps.size() <= countMax ? steps : powers;
    }

    private static double floor(double value) {
        double power = powerBelow(value);
        double floor = power;
        for (int step : STEPS) {
            floor = step * power <= value * (1 + TOLERANCE) ? step * power : floor;
        }
        return floor;
    }

    private static double ceiling(double value) {
        double power = powerBelow(value);
        for (int step : STEPS) {
            if (step * power >= value * (1 - TOLERANCE)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static double powerBelow(double value) {
        return Math.pow(10, Math.floor(Math.log10(value) + TOLERANCE));
    }
}
