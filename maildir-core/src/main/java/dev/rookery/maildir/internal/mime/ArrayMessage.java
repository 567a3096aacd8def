// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.util.Objects;

/// A message in memory.
final class ArrayMessage implements MessageBytes {
    private final byte[] bytes;
    private final int offset;
    private final int length;

    ArrayMessage(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /// All that the array holds, the message among it; not to be written to.
    byte[] bytes() {
        return bytes;
    }

    /// Where in [#bytes] the message begins.
    int offset() {
        return offset;
    }

    @Override
    public long sizeBytes() {
        return length;
    }

    @Override
    public int read(long at, byte[] into, int intoOffset, int wanted) {
        if (at >= length) {
            return -1;
        }
        int count = (int) Math.min(wanted, length - at);
        System.arraycopy(bytes, offset + (int) at, into, intoOffset, count);
        return count;
    }
}
