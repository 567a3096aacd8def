// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Change;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.Subscription;

/// Listens to a mailbox for a session: wakes it, and remembers whether the mailbox is still there.
final class Doorbell implements AutoCloseable {
    private final Runnable ring;
    private final Subscription subscription;
    private volatile boolean deleted;
    private volatile boolean closed;

    /// @param ring is run, from any thread, when there may be news
    Doorbell(Mailbox mailbox, Runnable ring) {
        this.ring = ring;
        this.subscription = mailbox.subscribe(this::hear);
    }

    private void hear(Change change) {
        if (change instanceof Change.Deleted) {
            deleted = true;
        } else if (change instanceof Change.Closed) {
            closed = true;
        }
        ring.run();
    }

    boolean deleted() {
        return deleted;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        subscription.close();
    }
}
