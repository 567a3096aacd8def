// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import dev.rookery.maildir.Change;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.util.concurrent.atomic.AtomicReference;

/// What a mailbox's listener was told to be new, and gone.
final class Reports implements AutoCloseable {
    private final AtomicReference<UidSet> arrived = new AtomicReference<>(UidSet.EMPTY);
    private final AtomicReference<UidSet> expunged = new AtomicReference<>(UidSet.EMPTY);
    private final AtomicReference<UidSet> twice = new AtomicReference<>(UidSet.EMPTY);
    private final Subscription subscription;

    Reports(Mailbox mailbox) {
        subscription = mailbox.subscribe(this::hear);
    }

    private void hear(Change change) {
        switch (change) {
            case Change.Arrived c -> {
                UidSet before = arrived.getAndUpdate(all -> all.or(c.uids()));
                twice.updateAndGet(all -> all.or(before.and(c.uids())));
            }
            case Change.Expunged c -> {
                UidSet before = expunged.getAndUpdate(all -> all.or(c.uids()));
                twice.updateAndGet(all -> all.or(before.and(c.uids())));
            }
            case Change.FlagsChanged _, Change.Deleted _, Change.Closed _ -> {}
        }
    }

    UidSet arrived() {
        return arrived.get();
    }

    UidSet expunged() {
        return expunged.get();
    }

    /// UIDs that came or went a second time.
    UidSet twice() {
        return twice.get();
    }

    boolean isGone(Uid uid) {
        return expunged().contains(uid);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
