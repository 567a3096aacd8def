// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.result;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What one contender reached in one scenario.
public record ContenderResult(String contender, List<Round> rounds, Percentiles latencies) {
    public ContenderResult {
        rounds = List.copyOf(rounds);
    }

    /// Of the figures of all rounds.
    public double median() {
        return median(Round::value);
    }

    public double median(ToDoubleFunction<Round> figure) {
        return Median.of(rounds.stream().mapToDouble(figure).toArray());
    }
}
