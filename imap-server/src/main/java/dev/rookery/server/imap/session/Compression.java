// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.imap.response.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// DEFLATE in both directions: RFC 4978. Costs some 300 KiB while the connection lasts, however
/// much a few bytes swell to: they do so piece by piece.
///
/// Clients end what they deflate in one go with a flush, which leaves an empty block behind it. So
/// they know where bytes begin that are not deflated, once [#end] was called: RFC 8437 §4.1.
final class Compression implements AutoCloseable {
    private static final int PIECE_BYTES = 16 << 10;

    /// The lengths 0 and -1 of the empty block, big-endian.
    private static final int FLUSHED = 0x0000FFFF;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);
    private boolean ending;

    /// The last four bytes that were read.
    private int lastBytes = -1;

    /// Gives each piece of what the client meant to `sink`, which has taken it when it returns.
    /// What is left in `received` came behind the end.
    ///
    /// @throws DataFormatException if the client does not deflate, or has ended its stream
    void inflate(ByteBuffer received, Sink sink) throws IOException, DataFormatException {
        while (received.hasRemaining() && !ending) {
            ByteBuffer flushed = upToFlush(received);
            inflateAll(flushed, sink);
            received.position(received.position() - flushed.remaining());
        }
        while (received.hasRemaining() && !hasEnded(received)) {
            lastBytes = (lastBytes << 8) | (received.get() & 0xFF);
        }
    }

    private ByteBuffer upToFlush(ByteBuffer received) {
        ByteBuffer piece = received.slice();
        int length = 0;
        do {
            lastBytes = (lastBytes << 8) | (piece.get(length++) & 0xFF);
        } while (lastBytes != FLUSHED && length < piece.limit());
        received.position(received.position() + length);
        return piece.limit(length);
    }

    private void inflateAll(ByteBuffer flushed, Sink sink) throws IOException, DataFormatException {
        inflater.setInput(flushed);
        while (true) {
            byte[] piece = new byte[PIECE_BYTES];
            int count = inflater.inflate(piece);
            if (count > 0) {
                sink.write(ByteBuffer.wrap(piece, 0, count));
            } else if (ending && inflater.finished()) {
                return;
            } else if (inflater.finished() || inflater.needsDictionary()) {
                throw new DataFormatException("the deflated stream has ended");
            } else if (inflater.needsInput()) {
                return;
            }
        }
    }

    /// Neither side deflates anything behind what was given to the sinks so far.
    void end() {
        ending = true;
    }

    /// Whether `next` is not deflated any more. The rest of a flush may still come after [#end]; no
    /// command begins with such bytes.
    private boolean hasEnded(ByteBuffer next) {
        byte first = next.get(next.position());
        boolean isOfFlush = first == 0 || first == (byte) 0xFF;
        return inflater.finished() || lastBytes == FLUSHED || !isOfFlush;
    }

    /// Gives `sink` the same bytes deflated, so that the client can read all of them; after [#end]
    /// as they are.
    void deflate(ByteBuffer bytes, Sink sink) throws IOException {
        if (ending) {
            sink.write(bytes);
            return;
        }
        deflater.setInput(bytes);
        byte[] piece = new byte[PIECE_BYTES];
        int count;
        do {
            count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
            if (count > 0) {
                sink.write(ByteBuffer.wrap(piece, 0, count));
            }
        } while (count == piece.length || !deflater.needsInput());
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
