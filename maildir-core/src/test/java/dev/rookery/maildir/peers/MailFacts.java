// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.MailboxName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a server says of an account, as lines to compare.
///
/// ```text
///   folder Lists/java uidvalidity=1795597031 uidnext=42
///   message Lists/java 17 \Seen work <17@example.org>
///   subscribed Lists/java
/// ```
final class MailFacts {
    private static final int LINES_SHOWN = 20;
    private static final String MESSAGE_ID = "Message-ID: ";

    private final NavigableSet<String> lines = new TreeSet<>();

    void folder(MailboxName name, long uidValidity, long uidNext) {
        lines.add("folder %s uidvalidity=%d uidnext=%d".formatted(name, uidValidity, uidNext));
    }

    /// @param flags system flags as IMAP has them, and keywords; their case does not count
    void message(MailboxName folder, Object uid, Collection<String> flags, String messageId) {
        NavigableSet<String> sorted = new TreeSet<>();
        flags.forEach(flag -> sorted.add(flag.toLowerCase(Locale.ROOT)));
        StringJoiner line = new StringJoiner(" ").add("message " + folder).add(uid.toString());
        sorted.forEach(line::add);
        lines.add(line.add(messageId).toString());
    }

    void subscription(MailboxName name) {
        lines.add("subscribed " + name);
    }

    /// The `Message-ID` of a message, empty if it has none.
    static String messageId(Stream<String> lines) {
        return lines.filter(line -> line.startsWith(MESSAGE_ID))
                .map(line -> line.substring(MESSAGE_ID.length()).strip())
                .findFirst()
                .orElse("");
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /// Fails with the first few lines that only one of the two has.
    static void assertSame(List<String> facts, List<String> expected) {
        assertThat(only(facts, expected)).as("not expected").isEmpty();
        assertThat(only(expected, facts)).as("missing").isEmpty();
    }

    private static List<String> only(List<String> lines, List<String> others) {
        Set<String> known = new HashSet<>(others);
        return lines.stream().filter(line -> !known.contains(line)).limit(LINES_SHOWN).toList();
    }
}
