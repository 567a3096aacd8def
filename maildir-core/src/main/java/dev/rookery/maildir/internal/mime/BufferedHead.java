// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.EOFException;
import java.io.IOException;

/// Reads the first bytes of a message once, for most questions are about its header.
final class BufferedHead implements MessageBytes {
    private static final int HEAD_BYTES_MAX = 65_536;

    private final MessageBytes bytes;
    private byte[] head = {};

    BufferedHead(MessageBytes bytes) {
        this.bytes = bytes;
    }

    @Override
    public long sizeBytes() {
        return bytes.sizeBytes();
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) throws IOException {
        if (at >= HEAD_BYTES_MAX) {
            return bytes.read(at, into, offset, length);
        }
        if (head.length == 0) {
            head = readHead();
        }
        int count = (int) Math.min(length, head.length - at);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(head, (int) at, into, offset, count);
        return count;
    }

    private byte[] readHead() throws IOException {
        byte[] buffer = new byte[(int) Math.min(bytes.sizeBytes(), HEAD_BYTES_MAX)];
        int filled = 0;
        while (filled < buffer.length) {
            int read = bytes.read(filled, buffer, filled, buffer.length - filled);
            if (read <= 0) {
                throw new EOFException(
                        "message ends at " + filled + " of " + sizeBytes() + " bytes");
            }
            filled += read;
        }
        return buffer;
    }
}
