// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A message on its way from the client to the disk. When the disk refuses, the rest of the bytes
/// still comes and goes nowhere; the reply waits for its end.
final class Upload implements AutoCloseable {
    private final Delivery delivery;
    private @Nullable IOException trouble;

    Upload(Delivery delivery) {
        this.delivery = delivery;
    }

    void write(ByteBuffer chunk) {
        if (trouble != null) {
            return;
        }
        try {
            if (chunk.hasArray()) {
                int offset = chunk.arrayOffset() + chunk.position();
                delivery.write(chunk.array(), offset, chunk.remaining());
            } else {
                byte[] bytes = new byte[chunk.remaining()];
                chunk.get(bytes);
                delivery.write(bytes, 0, bytes.length);
            }
        } catch (IOException refused) {
            trouble = refused;
        }
    }

    Outcome commit() throws IOException {
        try (delivery) {
            if (trouble != null) {
                throw trouble;
            }
            Delivery.Delivered delivered = delivery.commit();
            String code = "APPENDUID " + delivered.uidValidity() + " " + delivered.uid();
            return new Outcome.Done(Status.ok(code, "Appended."));
        } catch (NoSuchMailboxException deleted) {
            throw Refusal.no("TRYCREATE", "There is no such mailbox any more.");
        }
    }

    @Override
    public void close() throws IOException {
        delivery.close();
    }
}
