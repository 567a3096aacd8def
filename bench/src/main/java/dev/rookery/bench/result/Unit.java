// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.result;

/// What the figure of a round counts.
public enum Unit {
    PER_SECOND("/s", true),
    MEGABYTES_PER_SECOND("MB/s", true),
    MILLISECONDS("ms", false),
    KILOBYTES("kB", false),
    /// Of one processor.
    PERCENT("%", false);

    private final String symbol;
    private final boolean moreIsBetter;

    Unit(String symbol, boolean moreIsBetter) {
        this.symbol = symbol;
        this.moreIsBetter = moreIsBetter;
    }

    public String symbol() {
        return symbol;
    }

    /// Whether the figure follows from how long the operations took.
    public boolean isOfTime() {
        return switch (this) {
            case PER_SECOND, MEGABYTES_PER_SECOND, MILLISECONDS -> true;
            case KILOBYTES, PERCENT -> false;
        };
    }

    /// How many times better the first figure is.
    public double ratio(double ours, double theirs) {
        return moreIsBetter ? ours / theirs : theirs / ours;
    }
}
