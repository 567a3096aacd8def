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
final class Compression implements AutoCloseable {
    private static final int PIECE_BYTES = 16 << 10;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);

    /// Gives each piece of what the client meant to `sink`, which has taken it when it returns.
    ///
    /// @throws DataFormatException if the client does not deflate, or has ended its stream
    void inflate(ByteBuffer received, Sink sink) throws IOException, DataFormatException {
        inflater.setInput(received);
        while (true) {
            byte[] piece = new byte[PIECE_BYTES];
            int count = inflater.inflate(piece);
            if (count > 0) {
                sink.write(ByteBuffer.wrap(piece, 0, count));
            } else if (inflater.finished() || inflater.needsDictionary()) {
                throw new DataFormatException("the deflated stream has ended");
            } else if (inflater.needsInput()) {
                return;
            }
        }
    }

    /// Gives `sink` the same bytes deflated, so that the client can read all of them.
    void deflate(ByteBuffer bytes, Sink sink) throws IOException {
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
