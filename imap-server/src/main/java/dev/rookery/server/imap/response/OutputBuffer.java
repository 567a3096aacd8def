// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Gathers small pieces for the sink; large ones pass by. Holds no memory between flushes.
final class OutputBuffer extends OutputStream {
    static final int CAPACITY_BYTES = 16 << 10;

    /// Most answers are short.
    private static final int FIRST_BYTES = 512;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final Sink sink;
    private ByteBuffer buffer = NONE;
    private long totalBytes;

    OutputBuffer(Sink sink) {
        this.sink = sink;
    }

    /// How many bytes were ever written.
    long totalBytes() {
        return totalBytes;
    }

    /// Characters beyond ASCII become question marks.
    void ascii(String text) throws IOException {
        int length = text.length();
        if (length > buffer.remaining()) {
            write(text.getBytes(StandardCharsets.US_ASCII));
            return;
        }
        totalBytes += length;
        byte[] bytes = buffer.array();
        int at = buffer.position();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            bytes[at + i] = (byte) (c < 128 ? c : '?');
        }
        buffer.position(at + length);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        totalBytes += length;
        if (length > CAPACITY_BYTES - buffer.position()) {
            flush();
        }
        if (length > CAPACITY_BYTES) {
            sink.write(ByteBuffer.wrap(bytes, offset, length));
            return;
        }
        if (length > buffer.remaining()) {
            grow(buffer.position() + length);
        }
        buffer.put(bytes, offset, length);
    }

    /// To four times the size, so that a long answer is copied a few times only.
    private void grow(int neededBytes) {
        int bytes = Math.max(FIRST_BYTES, Math.max(neededBytes, 4 * buffer.capacity()));
        buffer = ByteBuffer.allocate(Math.min(bytes, CAPACITY_BYTES)).put(buffer.flip());
    }

    @Override
    public void flush() throws IOException {
        ByteBuffer full = buffer;
        buffer = NONE;
        if (full.position() > 0) {
            sink.write(full.flip());
        }
    }
}
