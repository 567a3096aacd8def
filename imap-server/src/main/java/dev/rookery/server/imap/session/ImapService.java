// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.auth.Authenticator;
import dev.rookery.server.net.ConnectionHandler;
import dev.rookery.server.net.ConnectionLimits;
import dev.rookery.server.net.Transport;
import dev.rookery.server.observe.Events;
import dev.rookery.server.users.Accounts;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The IMAP server behind a listener. When the listener stops, each client is told so as soon as
/// its command is done.
public final class ImapService implements ConnectionHandler {
    private final ServiceParts parts;

    /// @param connections which clients do not count, and which count as one
    public ImapService(
            ImapSettings settings,
            ConnectionLimits connections,
            Authenticator authenticator,
            Accounts accounts,
            Events events,
            InstantSource clock) {
        this(settings, connections, authenticator, accounts, events, clock, System::nanoTime);
    }

    ImapService(
            ImapSettings settings,
            ConnectionLimits connections,
            Authenticator authenticator,
            Accounts accounts,
            Events events,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.parts =
                new ServiceParts(
                        settings,
                        authenticator,
                        accounts,
                        events,
                        clock,
                        nanoTime,
                        new UserSessions(settings.limits().sessionsPerUserMax(), connections));
    }

    @Override
    public void serve(Transport transport) throws InterruptedException {
        Deadlines deadlines = new Deadlines(parts.settings().limits(), parts.nanoTime());
        new ImapConnection(parts, transport, deadlines).run();
    }
}
