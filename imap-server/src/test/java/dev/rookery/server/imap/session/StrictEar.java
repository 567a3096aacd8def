// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.imap.response.Dialect;
import dev.rookery.server.imap.response.Heard;
import dev.rookery.server.imap.response.ResponseGrammar;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hears what one connection says, and takes nothing that is not grammatical after what the client
/// enabled.
final class StrictEar {
    private static final Pattern UNAUTHENTICATE =
            Pattern.compile("(?im)^(\\S+) UNAUTHENTICATE *\r?$");

    private final Set<String> leaving = new HashSet<>();
    private Dialect dialect = Dialect.FIRST;

    /// What the client sends.
    void sent(String text) {
        Matcher command = UNAUTHENTICATE.matcher(text);
        while (command.find()) {
            leaving.add(command.group(1));
        }
    }

    Heard hear(String response) {
        Heard heard = ResponseGrammar.read(response, dialect);
        if (heard.name().equals("ENABLED")) {
            dialect = dialect.with(heard.values());
        } else if (heard.name().equals("OK") && leaving.remove(heard.tag())) {
            dialect = Dialect.FIRST;
        }
        return heard;
    }

    Dialect dialect() {
        return dialect;
    }
}
