// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// What the letters `a` to `z` in the file names of a Maildir mean, as its `dovecot-keywords` says.
record MaildirKeywords(Map<Character, String> names) {
    MaildirKeywords {
        names = Map.copyOf(names);
    }

    /// None if there is no such file.
    static MaildirKeywords of(Path maildir) throws IOException {
        Path file = maildir.resolve("dovecot-keywords");
        Map<Character, String> names = new HashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.split(" ", 2);
                names.put((char) ('a' + Integer.parseInt(words[0])), words[1]);
            }
        }
        return new MaildirKeywords(names);
    }

    /// @throws IllegalArgumentException if one of them has no name
    Stream<String> of(String letters) {
        return letters.chars().mapToObj(each -> name((char) each));
    }

    private String name(char letter) {
        String name = names.get(letter);
        if (name == null) {
            throw new IllegalArgumentException("no keyword has the letter " + letter);
        }
        return name;
    }
}
