// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What was typed, as somebody else would repeat it: without the directories of this machine.
final class RepeatableCommand {
    private static final Set<String> DIRECTORIES = Set.of("--work", "--corpus", "--report");
    private static final String CYRUS = "--cyrus";

    private RepeatableCommand() {}

    static String of(String... arguments) {
        List<String> words = new ArrayList<>(List.of("bin/rookery", "bench"));
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].replaceFirst("=.*", "");
            boolean valueFollows = name.equals(arguments[i]);
            if (DIRECTORIES.contains(name) || name.equals(CYRUS)) {
                i += valueFollows ? 1 : 0;
            } else {
                words.add(arguments[i]);
            }
            if (name.equals(CYRUS)) {
                words.add(CYRUS + " DIR");
            }
        }
        return String.join(" ", words);
    }
}
