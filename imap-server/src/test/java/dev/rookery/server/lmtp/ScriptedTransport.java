// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.net.InputEndedException;
import dev.rookery.server.net.Peer;
import dev.rookery.server.net.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/// A client that says what it was told to, in the pieces it was told to, and notes what it hears.
class ScriptedTransport implements Transport {
    static final Peer LOCAL = new Peer(InetAddress.getLoopbackAddress(), 0, "/run/lmtp", false);

    private final Deque<byte[]> says = new ArrayDeque<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Peer peer;
    private Optional<InputEndedException.Reason> end = Optional.empty();
    private Consumer<String> listener = _ -> {};

    ScriptedTransport() {
        this(LOCAL);
    }

    ScriptedTransport(Peer peer) {
        this.peer = peer;
    }

    ScriptedTransport says(byte[] piece) {
        if (piece.length > 0) {
            says.add(piece);
        }
        return this;
    }

    ScriptedTransport says(String piece) {
        return says(piece.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// After all is said the server ends the input, instead of the client leaving.
    ScriptedTransport endsWith(InputEndedException.Reason reason) {
        end = Optional.of(reason);
        return this;
    }

    /// Called with each write, before it counts as heard.
    ScriptedTransport onHear(Consumer<String> action) {
        listener = action;
        return this;
    }

    /// Whether all was said.
    boolean idle() {
        return says.isEmpty();
    }

    String heard() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        byte[] piece = says.poll();
        if (piece == null) {
            if (end.isPresent()) {
                throw new InputEndedException(end.get());
            }
            return -1;
        }
        int count = Math.min(piece.length, into.remaining());
        into.put(piece, 0, count);
        if (count < piece.length) {
            byte[] rest = new byte[piece.length - count];
            System.arraycopy(piece, count, rest, 0, rest.length);
            says.addFirst(rest);
        }
        return count;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        listener.accept(new String(bytes, StandardCharsets.ISO_8859_1));
        heard.writeBytes(bytes);
    }

    @Override
    public void readDeadline(Duration fromNow) {}

    @Override
    public void authenticated() {}

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public void close() {}
}
