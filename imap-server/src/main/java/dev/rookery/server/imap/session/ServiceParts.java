// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.auth.Authenticator;
import dev.rookery.server.observe.Events;
import dev.rookery.server.users.Accounts;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// What all sessions share.
///
/// @param nanoTime as [System#nanoTime]
record ServiceParts(
        ImapSettings settings,
        Authenticator authenticator,
        Accounts accounts,
        Events events,
        InstantSource clock,
        LongSupplier nanoTime,
        UserSessions userSessions) {
    MailboxNames names() {
        return new MailboxNames(settings.separator(), settings.namespacePrefix());
    }
}
