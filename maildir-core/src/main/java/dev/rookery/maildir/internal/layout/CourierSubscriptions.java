// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import dev.rookery.maildir.MailboxName;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Courier's `courierimapsubscribed`: one IMAP name a line, as clients see it.
///
/// ```text
///   INBOX
///   INBOX.Lists.java      the folder Lists.java: all but INBOX lie below INBOX for clients
///   #shared.team          another namespace, left out
/// ```
public final class CourierSubscriptions {
    public static final String FILE = "courierimapsubscribed";

    private static final String PREFIX = "INBOX.";
    private static final char SEPARATOR = '.';

    private CourierSubscriptions() {}

    /// The names of our own folders; lines that name none are left out.
    public static NavigableSet<MailboxName> parse(byte[] bytes) {
        NavigableSet<MailboxName> names = new TreeSet<>();
        new String(bytes, StandardCharsets.ISO_8859_1)
                .lines()
                .forEach(line -> name(line).ifPresent(names::add));
        return Collections.unmodifiableNavigableSet(names);
    }

    private static Optional<MailboxName> name(String latin1) {
        if (latin1.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            String below = latin1.substring(PREFIX.length());
            return FolderText.utf8(SEPARATOR + below)
                    .flatMap(FolderPath::parse)
                    .flatMap(Layout.STANDARD::mailboxIn);
        }
        return latin1.equalsIgnoreCase("INBOX") ? Optional.of(MailboxName.INBOX) : Optional.empty();
    }
}
