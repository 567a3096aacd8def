// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.nio.charset.StandardCharsets;

/// A message in memory that counts what is read of it, and hands it out in pieces of any size.
public final class ArrayBytes implements MessageBytes {
    private final byte[] bytes;
    private final int pieceBytesMax;
    private long readBytes;

    public ArrayBytes(byte[] bytes) {
        this(bytes, Integer.MAX_VALUE);
    }

    ArrayBytes(byte[] bytes, int pieceBytesMax) {
        this.bytes = bytes;
        this.pieceBytesMax = pieceBytesMax;
    }

    /// Bytes as Latin-1.
    public static ArrayBytes of(String message) {
        return new ArrayBytes(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) {
        if (at >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(Math.min(length, pieceBytesMax), bytes.length - at);
        System.arraycopy(bytes, (int) at, into, offset, count);
        readBytes += count;
        return count;
    }

    public long readBytes() {
        return readBytes;
    }
}
