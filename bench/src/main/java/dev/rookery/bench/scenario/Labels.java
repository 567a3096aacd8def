// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import java.util.Locale;

/// Numbers in names and titles of scenarios.
final class Labels {
    private static final int KIBI = 1_024;

    private Labels() {}

    /// `1 user`, `5 users`.
    static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /// `1,000`.
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// `1`, `100k`, `1m`.
    static String label(long count) {
        if (count >= 1_000_000 && count % 1_000_000 == 0) {
            return count / 1_000_000 + "m";
        }
        return count >= 1_000 && count % 1_000 == 0 ? count / 1_000 + "k" : Long.toString(count);
    }

    static String bytes(long bytes) {
        return bytes >= KIBI * KIBI ? bytes / KIBI / KIBI + " MiB" : bytes / KIBI + " kB";
    }
}
