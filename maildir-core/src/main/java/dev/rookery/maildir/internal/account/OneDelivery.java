// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Deliveries;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Flags;
import java.io.IOException;
import java.time.Instant;

/// One message out of what could be several.
final class OneDelivery implements Delivery {
    private final Deliveries one;

    private OneDelivery(Deliveries one) {
        this.one = one;
    }

    static OneDelivery begin(Deliveries one, Flags flags, Instant internalDate) throws IOException {
        try {
            one.next(flags, internalDate);
            return new OneDelivery(one);
        } catch (IOException | RuntimeException | Error refused) {
            one.close();
            throw refused;
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        one.write(bytes, offset, length);
    }

    @Override
    public Delivered commit() throws IOException {
        Deliveries.Delivered told = one.commit();
        return new Delivered(told.uidValidity(), told.uids().first());
    }

    @Override
    public void close() throws IOException {
        one.close();
    }
}
