// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.Message;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

/// A range of a message that begins at the start of a line, given out in its CRLF form.
final class RangeContent implements Message.Content {
    private static final int BUFFER_BYTES = 65_536;

    private final MessageBytes bytes;
    private final Extent extent;

    RangeContent(MessageBytes bytes, Extent extent) {
        this.bytes = bytes;
        this.extent = extent;
    }

    @Override
    public long sizeBytes() {
        return extent.sizeBytes();
    }

    @Override
    public void writeTo(OutputStream out, long offsetBytes, long lengthBytes) throws IOException {
        if (extent.sizeBytes() == extent.storedBytes()) {
            long offset = Math.min(offsetBytes, extent.storedBytes());
            long length = Math.min(lengthBytes, extent.storedBytes() - offset);
            long from = extent.start().stored() + offset;
            read(from, from + length, (buffer, count) -> copy(buffer, count, out));
        } else {
            CrlfConverter converter = new CrlfConverter();
            SliceOutputStream slice = new SliceOutputStream(out, offsetBytes, lengthBytes);
            read(
                    extent.start().stored(),
                    extent.end().stored(),
                    (buffer, count) -> {
                        converter.write(buffer, count, slice);
                        return !slice.isFull();
                    });
        }
    }

    /// Receives what was read, and says whether to go on.
    @FunctionalInterface
    private interface Reading {
        boolean read(byte[] buffer, int length) throws IOException;
    }

    private static boolean copy(byte[] buffer, int length, OutputStream out) throws IOException {
        out.write(buffer, 0, length);
        return true;
    }

    private void read(long from, long to, Reading reading) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, to - from)];
        long at = from;
        while (at < to) {
            int read = bytes.read(at, buffer, 0, (int) Math.min(buffer.length, to - at));
            if (read <= 0) {
                throw new EOFException("message ends at " + at + " of " + to + " bytes");
            }
            if (!reading.read(buffer, read)) {
                return;
            }
            at += read;
        }
    }
}
