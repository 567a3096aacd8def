// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;
import java.io.InputStream;

/// A range of a message as stored.
final class RangeInputStream extends InputStream {
    private final MessageBytes bytes;
    private final long end;
    private long at;

    RangeInputStream(MessageBytes bytes, Extent extent) {
        this.bytes = bytes;
        this.at = extent.start().stored();
        this.end = extent.end().stored();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (at >= end) {
            return -1;
        }
        int read = bytes.read(at, into, offset, (int) Math.min(length, end - at));
        at += Math.max(read, 0);
        return read;
    }
}
