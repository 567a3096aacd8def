// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

/// What the messages of a box are like. The sizes here were measured over 20,000 messages, with
/// CRLF line ends; a thousand bytes are a KB.
public enum Shape {
    /// Text alone behind few header lines, 1 to 2 KB in all, 1.4 KB on average: for folders of a
    /// million.
    SMALL(1_500),

    /// Headers and structure as in real mail, text and attachments scaled down: mean 7.2 KB, median
    /// 6 KB, one of a hundred above 25 KB.
    LEAN(10_000),

    /// Full sizes: mean 64 KB, median 16 KB, one of a hundred above 830 KB, 6.4 GB in 100,000.
    MIXED(100_000);

    private final int largeBytes;

    Shape(int largeBytes) {
        this.largeBytes = largeBytes;
    }

    /// Messages larger than this are counted in [BoxFacts].
    public int largeBytes() {
        return largeBytes;
    }

    /// Of the text part, before its transfer encoding; of the whole message if there is nothing
    /// else.
    Spread text() {
        return switch (this) {
            case SMALL -> new Spread(1_400, 0.15, 1_950);
            case LEAN -> new Spread(550, 0.8, 20_000);
            case MIXED -> new Spread(2_500, 1.1, 400_000);
        };
    }

    /// Of one attachment, before its transfer encoding.
    Spread attachment() {
        return switch (this) {
            case SMALL -> new Spread(0, 0, 0);
            case LEAN -> new Spread(1_500, 1.0, 200_000);
            case MIXED -> new Spread(60_000, 1.3, 10_000_000);
        };
    }

    boolean isTextAlone() {
        return this == SMALL;
    }

    /// A log-normal distribution of sizes in bytes.
    record Spread(int median, double sigma, int max) {
        int draw(Dice dice) {
            return (int) Math.min(max, median * dice.logNormal(sigma));
        }
    }
}
