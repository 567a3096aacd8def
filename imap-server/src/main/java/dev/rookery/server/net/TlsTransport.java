// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// TLS on a [PlainTransport], with buffers that are borrowed only while bytes flow.
///
/// A reader waits with nothing but the five bytes of a record header in hand.
final class TlsTransport implements Transport {
    static final Duration GOODBYE_MAX = Duration.ofSeconds(2);

    private static final int RECORD_HEADER_BYTES = 5;

    private final PlainTransport raw;
    private final SSLEngine engine;
    private final TlsBuffers buffers;
    private final Peer peer;
    private final ReentrantLock writing = new ReentrantLock();

    // The reader's own.
    private final ByteBuffer header = ByteBuffer.allocate(RECORD_HEADER_BYTES);
    private @Nullable ByteBuffer records;
    private @Nullable ByteBuffer plain;

    private TlsTransport(PlainTransport raw, SSLEngine engine, TlsBuffers buffers) {
        this.raw = raw;
        this.engine = engine;
        this.buffers = buffers;
        Peer bare = raw.peer();
        this.peer = new Peer(bare.address(), bare.port(), bare.local(), true);
    }

    /// Shakes hands; the caller bounds the time this may take.
    ///
    /// @param work runs the costly steps, and so bounds how many go on at once
    static TlsTransport handshake(
            PlainTransport raw, SSLEngine engine, TlsBuffers buffers, HandshakeWork work)
            throws IOException {
        TlsTransport transport = new TlsTransport(raw, engine, buffers);
        try {
            transport.handshake(work);
            return transport;
        } catch (SSLException refused) {
            transport.sayGoodbye();
            throw refused;
        } finally {
            transport.giveBackEmpty();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (plain != null && plain.hasRemaining()) {
                return take(plain, into);
            }
            int before = into.position();
            boolean open = decrypt(into);
            if (into.position() > before) {
                return into.position() - before;
            }
            if (!open) {
                giveBackEmpty();
                return -1;
            }
        }
        return 0;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        writing.lock();
        try {
            while (from.hasRemaining()) {
                if (wrap(from).getStatus() == Status.CLOSED) {
                    throw new ClosedChannelException();
                }
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void readDeadline(Duration fromNow) {
        raw.readDeadline(fromNow);
    }

    @Override
    public void authenticated() {
        raw.authenticated();
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public void close() throws IOException {
        sayGoodbye();
        raw.close();
    }

    /// Whether it holds a borrowed buffer: never while the client is silent.
    boolean holdsBuffers() {
        return records != null || plain != null;
    }

    private void handshake(HandshakeWork work) throws IOException {
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> work.run(engine);
                case NEED_WRAP -> wrapNothing();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if ((records == null && !fill()) || !goesOn(unwrapAside().getStatus())) {
                        throw new SSLException("the client left during the TLS handshake");
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    private int take(ByteBuffer decrypted, ByteBuffer into) {
        int count = Math.min(decrypted.remaining(), into.remaining());
        into.put(into.position(), decrypted, decrypted.position(), count);
        into.position(into.position() + count);
        decrypted.position(decrypted.position() + count);
        giveBackEmpty();
        return count;
    }

    /// Takes one record, straight into `into` if it fits. Returns false at the end of the input.
    private boolean decrypt(ByteBuffer into) throws IOException {
        if (records == null && !fill()) {
            return false;
        }
        SSLEngineResult result = engine.unwrap(records, into);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            result = unwrapAside();
        }
        if (!goesOn(result.getStatus())) {
            return false;
        }
        afterRecord(result.getHandshakeStatus());
        return true;
    }

    private SSLEngineResult unwrapAside() throws SSLException {
        ByteBuffer aside = buffers.borrow();
        SSLEngineResult result = engine.unwrap(records, aside);
        plain = aside.flip();
        return result;
    }

    /// Whether there is input after this record, or the rest of it has come.
    private boolean goesOn(Status status) throws IOException {
        giveBackEmpty();
        return switch (status) {
            case OK -> true;
            case BUFFER_UNDERFLOW -> fill();
            case CLOSED -> false;
            case BUFFER_OVERFLOW -> throw new SSLException("a TLS record larger than allowed");
        };
    }

    /// What the engine wants after the handshake: answers to TLS 1.3 key updates are sent, a new
    /// handshake inside TLS 1.2 is refused.
    private void afterRecord(HandshakeStatus wanted) throws IOException {
        switch (wanted) {
            case NOT_HANDSHAKING, FINISHED -> {}
            case NEED_TASK, NEED_WRAP, NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                if (!engine.getSession().getProtocol().equals("TLSv1.3")) {
                    throw new SSLException("the client asked for TLS renegotiation");
                }
                answerKeyUpdate();
            }
        }
    }

    private void answerKeyUpdate() throws IOException {
        @Nullable Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
        writing.lock();
        try {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                wrapNothing();
            }
        } finally {
            writing.unlock();
        }
    }

    /// Waits for bytes of a record: for its header with empty hands, for the rest in a borrowed
    /// buffer. Returns false at the end of the input.
    private boolean fill() throws IOException {
        ByteBuffer into = records;
        if (into == null) {
            while (header.hasRemaining()) {
                if (raw.read(header) < 0) {
                    return false;
                }
            }
            into = buffers.borrow().put(header.flip());
            header.clear();
            records = into;
        } else {
            into.compact();
        }
        if (!into.hasRemaining()) {
            throw new SSLException("a TLS record larger than allowed");
        }
        int count = raw.read(into);
        into.flip();
        return count >= 0;
    }

    private void giveBackEmpty() {
        if (records != null && !records.hasRemaining()) {
            buffers.giveBack(records);
            records = null;
        }
        if (plain != null && !plain.hasRemaining()) {
            buffers.giveBack(plain);
            plain = null;
        }
    }

    private SSLEngineResult wrap(ByteBuffer from) throws IOException {
        ByteBuffer record = buffers.borrow();
        try {
            SSLEngineResult result = engine.wrap(from, record);
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                throw new SSLException("a TLS record larger than a buffer");
            }
            raw.write(record.flip());
            return result;
        } finally {
            buffers.giveBack(record);
        }
    }

    private void wrapNothing() throws IOException {
        wrap(ByteBuffer.allocate(0));
    }

    /// Sends what the engine wants to say last, an alert or close_notify, unless a writer is busy.
    private void sayGoodbye() {
        if (!writing.tryLock()) {
            return;
        }
        try {
            raw.outputStuckMax(GOODBYE_MAX);
            engine.closeOutbound();
            boolean more = true;
            while (more && !engine.isOutboundDone()) {
                more = wrap(ByteBuffer.allocate(0)).bytesProduced() > 0;
            }
        } catch (IOException gone) {
            raw.abort("the client left without a goodbye");
        } finally {
            writing.unlock();
        }
    }
}
