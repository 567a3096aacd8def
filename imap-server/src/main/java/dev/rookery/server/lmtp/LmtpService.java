// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.net.ConnectionHandler;
import dev.rookery.server.net.Transport;
import dev.rookery.server.observe.Events;
import dev.rookery.server.users.Accounts;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Takes mail from the MTA and delivers it to INBOX; one for all LMTP listeners.
public final class LmtpService implements ConnectionHandler {
    private final LmtpSettings settings;
    private final Recipients recipients;
    private final Accounts accounts;
    private final Events events;
    private final InstantSource clock;
    private final String start;
    private final AtomicLong messages = new AtomicLong();

    public LmtpService(
            LmtpSettings settings,
            Recipients recipients,
            Accounts accounts,
            Events events,
            InstantSource clock) {
        this.settings = settings;
        this.recipients = recipients;
        this.accounts = accounts;
        this.events = events;
        this.clock = clock;
        this.start = Long.toString(clock.millis(), Character.MAX_RADIX);
    }

    @Override
    public void serve(Transport transport) throws IOException {
        new LmtpConnection(transport, this).run();
    }

    LmtpSettings settings() {
        return settings;
    }

    Recipients recipients() {
        return recipients;
    }

    Accounts accounts() {
        return accounts;
    }

    Events events() {
        return events;
    }

    InstantSource clock() {
        return clock;
    }

    /// Names a message in trace lines, once per start of the server.
    String nextId() {
        return start + "." + messages.incrementAndGet();
    }
}
