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
        SliceOutputStream slice = new SliceOutputStream(out, offsetBytes, lengthBytes);
        boolean hasBareLineFeeds = extent.sizeBytes() != extent.storedBytes();
        long at = extent.start().stored();
        if (!hasBareLineFeeds) {
            at += Math.min(offsetBytes, extent.storedBytes());
            slice = new SliceOutputStream(out, 0, lengthBytes);
        }
        copy(at, slice, hasBareLineFeeds);
    }

    private void copy(long from, SliceOutputStream out, boolean convert) throws IOException {
        long end = extent.end().stored();
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, end - from)];
        CrlfConverter converter = new CrlfConverter();
        long at = from;
        while (at < end && !out.isFull()) {
            int read = bytes.read(at, buffer, 0, (int) Math.min(buffer.length, end - at));
            if (read <= 0) {
                throw new EOFException("message ends at " + at + " of " + end + " bytes");
            }
            if (convert) {
                converter.write(buffer, read, out);
            } else {
                out.write(buffer, 0, read);
            }
            at += read;
        }
    }
}
