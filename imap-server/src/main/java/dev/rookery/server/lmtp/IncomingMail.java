// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.limits.ServerLimits;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// A message on its way into the mailboxes of its recipients, never held whole.
final class IncomingMail implements AutoCloseable {
    private static final int CHUNK_BYTES = 16 * 1024;

    private final List<Copy> copies;
    private final long bytesMax;
    private final Events events;
    private final InstantSource clock;
    private final Instant began;
    private final MessageIdFinder messageId = new MessageIdFinder();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private long sizeBytes;

    IncomingMail(List<Copy> copies, long bytesMax, Events events, InstantSource clock) {
        this.copies = List.copyOf(copies);
        this.bytesMax = bytesMax;
        this.events = events;
        this.clock = clock;
        this.began = clock.instant();
    }

    void write(ByteBuffer piece) {
        boolean fitted = sizeBytes <= bytesMax;
        sizeBytes += piece.remaining();
        if (sizeBytes <= bytesMax) {
            messageId.see(piece);
            gather(piece);
        } else if (fitted) {
            Reply tooLarge = new Reply(552, "5.3.4", "Message too large");
            copies.forEach(copy -> copy.refuse(tooLarge));
        }
    }

    /// Makes each copy durable and says so at once, in the order of the recipients. What is not
    /// begun in time is left for another try.
    ///
    /// @throws IOException if the client is gone: copies it would hear no more of are not committed
    void commit(Replies replies) throws IOException {
        Instant last = clock.instant().plus(ServerLimits.LMTP_REPLIES_MAX);
        spread();
        for (Copy copy : copies) {
            if (clock.instant().isAfter(last)) {
                copy.refuse(new Reply(451, "4.3.0", "<" + copy.recipient() + "> Out of time"));
            }
            Reply reply = copy.commit();
            report(copy.recipient().toString(), reply);
            replies.send(reply);
            replies.flush();
        }
    }

    @Override
    public void close() {
        copies.forEach(Copy::close);
    }

    /// Gathers the pieces, which are as short as a line where every line begins with a dot.
    private void gather(ByteBuffer piece) {
        while (piece.hasRemaining()) {
            int count = Math.min(piece.remaining(), chunk.remaining());
            chunk.put(chunk.position(), piece, piece.position(), count);
            chunk.position(chunk.position() + count);
            piece.position(piece.position() + count);
            if (!chunk.hasRemaining()) {
                spread();
            }
        }
    }

    private void spread() {
        for (Copy copy : copies) {
            copy.write(chunk.array(), 0, chunk.position());
        }
        chunk.clear();
    }

    private void report(String recipient, Reply reply) {
        events.happened(
                reply.code() == 250
                        ? new Event.Delivered(
                                recipient,
                                messageId.messageId(),
                                sizeBytes,
                                Duration.between(began, clock.instant()))
                        : new Event.DeliveryRefused(recipient, reply.toString()));
    }
}
