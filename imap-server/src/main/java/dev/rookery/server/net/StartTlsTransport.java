// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// A bare socket until its client asks for TLS. RFC 9051 §6.2.1, RFC 3207.
final class StartTlsTransport implements Transport {
    private final Handshake handshake;
    private volatile Transport transport;
    private volatile boolean plain = true;

    /// Puts TLS on a socket.
    @FunctionalInterface
    interface Handshake {
        Transport shake() throws IOException;
    }

    StartTlsTransport(PlainTransport raw, Handshake handshake) {
        this.transport = raw;
        this.handshake = handshake;
    }

    @Override
    public boolean canStartTls() {
        return plain;
    }

    @Override
    public void startTls() throws IOException {
        if (!plain) {
            throw new IllegalStateException("TLS has begun already");
        }
        plain = false;
        transport = handshake.shake();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return transport.read(into);
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        transport.write(from);
    }

    @Override
    public void readDeadline(Duration fromNow) {
        transport.readDeadline(fromNow);
    }

    @Override
    public void authenticated() {
        transport.authenticated();
    }

    @Override
    public Peer peer() {
        return transport.peer();
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }
}
