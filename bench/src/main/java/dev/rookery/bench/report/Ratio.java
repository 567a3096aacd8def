// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

/// How many times better one contender is than another.
///
/// @param median of the ratios of all rounds
/// @param low where its 95 % interval begins
/// @param high where it ends
record Ratio(double median, double low, double high) {
    /// Whether it is at least so great, as far as the interval tells.
    Judgement judge(double least) {
        if (low >= least) {
            return Judgement.MET;
        }
        return high < least ? Judgement.MISSED : Judgement.UNCLEAR;
    }
}
