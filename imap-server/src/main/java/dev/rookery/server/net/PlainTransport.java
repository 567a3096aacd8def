// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import dev.rookery.server.limits.ServerLimits;
import dev.rookery.server.net.InputEndedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A bare socket with deadlines.
///
/// A read deadline shuts down the input only, which wakes the reader and leaves the output open; no
/// thread is ever interrupted.
final class PlainTransport implements Transport {
    /// The JDK copies each written heap buffer into a direct one of its size, and keeps that.
    private static final int WRITE_BYTES_MAX = 32 * 1024;

    private final SocketChannel channel;
    private final Peer peer;
    private final Admission.Ticket ticket;
    private final Deadline reading;
    private final Deadline writing;
    private final AtomicReference<@Nullable Reason> inputEnded = new AtomicReference<>();
    private final AtomicReference<@Nullable String> aborted = new AtomicReference<>();
    private volatile Duration outputStuckMax = ServerLimits.OUTPUT_STUCK_MAX;

    PlainTransport(SocketChannel channel, Peer peer, Admission.Ticket ticket, Timer timer) {
        this.channel = channel;
        this.peer = peer;
        this.ticket = ticket;
        this.reading = new Deadline(timer, () -> endInput(Reason.DEADLINE));
        this.writing = new Deadline(timer, () -> abort("the client does not read"));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        requireInput();
        try {
            int count = channel.read(into);
            if (count < 0) {
                requireInput();
            }
            return count;
        } catch (ClosedChannelException closed) {
            throw explained(closed);
        }
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        int end = from.limit();
        try {
            while (from.position() < end) {
                writing.in(outputStuckMax);
                from.limit(Math.min(end, from.position() + WRITE_BYTES_MAX));
                channel.write(from);
            }
        } catch (ClosedChannelException closed) {
            throw explained(closed);
        } finally {
            from.limit(end);
            writing.clear();
        }
    }

    @Override
    public void readDeadline(Duration fromNow) {
        reading.in(fromNow);
    }

    @Override
    public void authenticated() {
        ticket.authenticated();
    }

    @Override
    public Peer peer() {
        return peer;
    }

    void outputStuckMax(Duration max) {
        outputStuckMax = max;
    }

    /// Wakes the reader with an [InputEndedException]; the output stays open.
    void endInput(Reason reason) {
        if (!inputEnded.compareAndSet(null, reason)) {
            return;
        }
        try {
            channel.shutdownInput();
        } catch (IOException gone) {
            abort("the client is gone");
        }
    }

    /// Closes at once, without a word; whoever reads or writes is told why.
    void abort(String why) {
        aborted.compareAndSet(null, why);
        try {
            channel.close();
        } catch (IOException broken) {
            aborted.set(why + " (" + broken.getMessage() + ")");
        }
    }

    @Override
    public void close() throws IOException {
        reading.cancel();
        writing.cancel();
        channel.close();
    }

    private void requireInput() throws InputEndedException {
        Reason reason = inputEnded.get();
        if (reason != null) {
            throw new InputEndedException(reason);
        }
    }

    private IOException explained(ClosedChannelException closed) {
        String why = aborted.get();
        return why == null ? closed : new IOException(why, closed);
    }
}
