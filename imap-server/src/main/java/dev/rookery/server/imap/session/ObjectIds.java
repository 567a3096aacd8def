// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.Uid;
import java.io.IOException;

/// Identifiers as clients see them: RFC 8474. A letter in front keeps the kinds apart, and an
/// identifier from being a number or NIL (§8.1).
final class ObjectIds {
    private static final String MAILBOX = "F";
    private static final String EMAIL = "M";

    private ObjectIds() {}

    static String of(Mailbox mailbox) {
        return MAILBOX + mailbox.mailboxId();
    }

    static String of(Uid message, Mailbox mailbox) throws IOException {
        return EMAIL + mailbox.emailId(message);
    }
}
