// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Figures as people read them: three digits that mean something, and no more.
public final class Numbers {
    static final String NONE = "–";

    private static final MathContext DIGITS = new MathContext(3);

    private Numbers() {}

    public static String figure(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        int decimals = Math.max(0, DIGITS.getPrecision() - rounded.precision() + rounded.scale());
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }

    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String times(double ratio) {
        return figure(ratio) + "×";
    }

    static String range(double least, double most) {
        return figure(least) + "–" + figure(most);
    }

    /// `median (least–most)`.
    static String spread(Spread spread) {
        return figure(spread.median()) + " (" + range(spread.least(), spread.most()) + ")";
    }

    /// For axes: 20, 1k, 500k, 2M.
    static String tick(double value) {
        if (value >= 1e6) {
            return plain(value / 1e6) + "M";
        }
        return value >= 1e3 ? plain(value / 1e3) + "k" : plain(value);
    }

    private static String plain(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
