// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection without a network: the test is the client. Each chunk it sends is read on its own.
final class MemoryTransport implements Transport {
    private static final long PATIENCE_SECONDS = 20;
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}\r\n$");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ByteBuffer> toServer = new ArrayDeque<>();
    private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();
    private final Peer peer;
    private int clientRead;
    private boolean clientGone;
    private boolean stopping;
    private volatile boolean authenticated;
    private boolean closed;

    MemoryTransport(InetAddress client, boolean secure) {
        peer = new Peer(client, 50_000, "127.0.0.1:993", secure);
    }

    // What the server does.

    @Override
    public int read(ByteBuffer into) throws IOException {
        lock.lock();
        try {
            while (toServer.isEmpty() && !clientGone && !stopping && !closed) {
                changed.awaitUninterruptibly();
            }
            if (stopping) {
                throw new InputEndedException(InputEndedException.Reason.SHUTDOWN);
            }
            if (closed) {
                throw new IOException("closed");
            }
            ByteBuffer chunk = toServer.peek();
            if (chunk == null) {
                return -1;
            }
            int length = Math.min(chunk.remaining(), into.remaining());
            into.put(chunk.slice(chunk.position(), length));
            chunk.position(chunk.position() + length);
            if (!chunk.hasRemaining()) {
                toServer.remove();
            }
            return length;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        lock.lock();
        try {
            if (closed || clientGone) {
                throw new IOException("nobody reads");
            }
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            if (clientRead == toClient.size()) {
                toClient.reset();
                clientRead = 0;
            }
            toClient.writeBytes(bytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void readDeadline(Duration fromNow) {
        throw new UnsupportedOperationException("sessions count for themselves");
    }

    @Override
    public void authenticated() {
        authenticated = true;
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// As a listener does that is stopped.
    void stop() {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isAuthenticated() {
        return authenticated;
    }

    // What the client does. Bytes travel as the characters of ISO 8859-1.

    void send(byte[] chunk) {
        lock.lock();
        try {
            toServer.add(ByteBuffer.wrap(chunk));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void hangUp() {
        lock.lock();
        try {
            clientGone = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a line and returns it with its end; less when the server closes or says nothing
    /// more.
    String receiveLine() throws InterruptedException {
        lock.lock();
        try {
            await(() -> lineEnd() > 0);
            return take(lineEnd() > 0 ? lineEnd() : toClient.size());
        } finally {
            lock.unlock();
        }
    }

    /// A line with the literals in it.
    String receiveResponse() throws InterruptedException {
        StringBuilder response = new StringBuilder(receiveLine());
        Matcher literal = LITERAL.matcher(response);
        while (literal.find()) {
            response.append(receive(Integer.parseInt(literal.group(1))));
            response.append(receiveLine());
            literal = LITERAL.matcher(response);
        }
        return response.toString();
    }

    /// The line that [#receiveLine] would return; it stays.
    String peek() throws InterruptedException {
        lock.lock();
        try {
            String line = receiveLine();
            clientRead -= line.length();
            return line;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    String receive(int length) throws InterruptedException {
        lock.lock();
        try {
            await(() -> toClient.size() - clientRead >= length);
            return take(Math.min(clientRead + length, toClient.size()));
        } finally {
            lock.unlock();
        }
    }

    private void await(BooleanSupplier done) throws InterruptedException {
        long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!done.getAsBoolean() && !closed && left > 0) {
            left = changed.awaitNanos(left);
        }
    }

    /// Where the next line ends; 0 if it does not yet.
    private int lineEnd() {
        String text = toClient.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n", clientRead);
        return end < 0 ? 0 : end + 2;
    }

    private String take(int end) {
        String text = toClient.toString(StandardCharsets.ISO_8859_1).substring(clientRead, end);
        clientRead = end;
        return text;
    }
}
