// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.util.List;

/// Keywords in use, each with its letter in file names.
final class Keywords {
    static final List<String> ALL = List.of("$Forwarded", "$Label1", "Work");

    private static final int PERCENT = 10;

    private Keywords() {}

    static List<String> draw(Dice dice) {
        if (!dice.percent(PERCENT)) {
            return List.of();
        }
        String first = ALL.get(dice.below(ALL.size()));
        return first.equals("Work") && dice.percent(20)
                ? List.of("$Label1", first)
                : List.of(first);
    }

    static char letter(String keyword) {
        return (char) ('a' + ALL.indexOf(keyword));
    }

    /// The file `dovecot-keywords` that says what the letters mean.
    static String table() {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < ALL.size(); i++) {
            table.append(i).append(' ').append(ALL.get(i)).append('\n');
        }
        return table.toString();
    }
}
