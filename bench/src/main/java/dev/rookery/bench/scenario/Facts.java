// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.result.Unit;
import java.util.Set;

/// What a scenario is.
///
/// @param target how many times better than stock Dovecot Rookery has to be; 0: no target
/// @param series scenarios that differ in size only share it; empty: it stands alone
/// @param size of the folder in messages, or of the crowd in connections
/// @param needs IMAP capabilities without which it makes no sense
/// @param roundsMax more are not worth what they cost; 0: no limit
public record Facts(
        String name,
        String title,
        String group,
        Unit unit,
        double target,
        String series,
        long size,
        Set<String> needs,
        int roundsMax) {
    /// A need that is no capability: other programs can work with the mail.
    public static final String MAILDIR = "a Maildir";

    /// Another one: the superuser can have the machine forget all files it has read.
    public static final String FORGETTING = "an empty page cache";

    public Facts {
        needs = Set.copyOf(needs);
    }

    public static Facts of(String group, String name, String title, Unit unit) {
        return new Facts(name, title, group, unit, 0, "", 0, Set.of(), 0);
    }

    Facts target(double times) {
        return new Facts(name, title, group, unit, times, series, size, needs, roundsMax);
    }

    Facts in(String seriesName, long inSize) {
        return new Facts(name, title, group, unit, target, seriesName, inSize, needs, roundsMax);
    }

    Facts needing(String... capabilities) {
        return new Facts(
                name, title, group, unit, target, series, size, Set.of(capabilities), roundsMax);
    }

    /// Without a round that does not count, if so few do.
    Facts each(int rounds) {
        return new Facts(name, title, group, unit, target, series, size, needs, rounds);
    }

    /// Targets hold on the whole machine only.
    Facts under(String circumstances, String suffix) {
        return new Facts(
                name + suffix,
                title + ", " + circumstances,
                circumstances,
                unit,
                0,
                series.isEmpty() ? "" : series + ", " + circumstances,
                size,
                needs,
                roundsMax);
    }
}
