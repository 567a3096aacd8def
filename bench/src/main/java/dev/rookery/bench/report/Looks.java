// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import dev.rookery.bench.result.ContenderFacts;
import java.util.List;

/// How each contender looks, the same in all charts. Those that every run has look the same from
/// run to run.
record Looks(List<String> contenders) {
    /// @param dashes `solid`, `dashed` or `dotted`
    /// @param shape the number that R gives it: who cannot tell the colours can tell these
    record Look(Ink ink, String dashes, int shape) {}

    private static final List<String> KNOWN =
            List.of(
                    ContenderFacts.ROOKERY,
                    ContenderFacts.STRICT,
                    ContenderFacts.DOVECOT,
                    ContenderFacts.TUNED);

    private static final List<Look> ALL =
            List.of(
                    new Look(Ink.BLUE, "solid", 21),
                    new Look(Ink.GREEN, "dashed", 23),
                    new Look(Ink.ORANGE, "solid", 22),
                    new Look(Ink.GOLD, "dashed", 24),
                    new Look(Ink.PINK, "solid", 25),
                    new Look(Ink.GREY, "solid", 3),
                    new Look(Ink.INDIGO, "dotted", 4),
                    new Look(Ink.WINE, "dotted", 8));

    Looks {
        contenders = List.copyOf(contenders);
    }

    Look of(String contender) {
        int known = KNOWN.indexOf(contender);
        if (known >= 0) {
            return ALL.get(known);
        }
        List<String> others = contenders.stream().filter(each -> !KNOWN.contains(each)).toList();
        int other = Math.max(0, others.indexOf(contender));
        return ALL.get(KNOWN.size() + other % (ALL.size() - KNOWN.size()));
    }
}
