// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Delivery;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/// A delivery that keeps its mailbox open until it is closed.
final class HeldDelivery implements Delivery {
    private final Delivery delivery;
    private final MailboxUsers users;
    private final AtomicBoolean left = new AtomicBoolean();

    HeldDelivery(Delivery delivery, MailboxUsers users) {
        this.delivery = delivery;
        this.users = users;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        delivery.write(bytes, offset, length);
    }

    @Override
    public Delivered commit() throws IOException {
        return delivery.commit();
    }

    @Override
    public void close() throws IOException {
        try {
            delivery.close();
        } finally {
            if (left.compareAndSet(false, true)) {
                users.leave();
            }
        }
    }
}
