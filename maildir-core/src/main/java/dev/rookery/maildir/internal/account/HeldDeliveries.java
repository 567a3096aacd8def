// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Deliveries;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Deliveries that keep their mailbox open until they are closed.
final class HeldDeliveries implements Deliveries {
    private final OpenDeliveries deliveries;
    private final MailboxUsers users;
    private final OpenAccount account;
    private final AtomicBoolean left = new AtomicBoolean();

    HeldDeliveries(OpenDeliveries deliveries, MailboxUsers users, OpenAccount account) {
        this.deliveries = deliveries;
        this.users = users;
        this.account = account;
    }

    @Override
    public void next(Flags flags, Instant internalDate) throws IOException {
        try {
            deliveries.next(flags, internalDate);
        } catch (IOException trouble) {
            throw account.unlessClosed(trouble);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            deliveries.write(bytes, offset, length);
        } catch (IOException trouble) {
            throw account.unlessClosed(trouble);
        }
    }

    @Override
    public Delivered commit() throws IOException {
        try {
            return deliveries.commit(Optional.empty());
        } catch (IOException trouble) {
            throw account.unlessClosed(trouble);
        }
    }

    @Override
    public Delivered commitReplacing(UidSet old, Mailbox in) throws IOException {
        if (!(in instanceof SharedMailbox shared) || !shared.isOf(account)) {
            throw new IllegalArgumentException("that is not a mailbox of this account");
        }
        return shared.use(mailbox -> {
            mailbox.requireAlone();
            mailbox.followNameIfAny();
            ReplacedMessages replaced = ReplacedMessages.of(account, mailbox, old);
            return deliveries.commit(Optional.of(replaced).filter(_ -> !old.isEmpty()));
        });
    }

    @Override
    public void close() throws IOException {
        try {
            deliveries.close();
        } finally {
            if (left.compareAndSet(false, true)) {
                users.leave();
            }
        }
    }
}
