// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.wire;

import java.nio.ByteBuffer;

/// Bytes fed but not yet used. Holds no memory while empty.
final class Input {
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int at;

    void feed(ByteBuffer more) {
        byte[] joined = new byte[size() + more.remaining()];
        System.arraycopy(bytes, at, joined, 0, size());
        more.get(joined, size(), more.remaining());
        bytes = joined;
        at = 0;
    }

    int heldBytes() {
        return bytes.length;
    }

    int size() {
        return bytes.length - at;
    }

    /// How many bytes come before the next LF, or all of them.
    int sizeOfLine() {
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end - at;
    }

    void moveTo(CommandBytes command, int count) {
        command.append(bytes, at, count);
        skip(count);
    }

    /// Hands `count` bytes over; nobody writes to them any more.
    ByteBuffer take(int count) {
        ByteBuffer taken = ByteBuffer.wrap(bytes, at, count).slice();
        skip(count);
        return taken;
    }

    void skip(int count) {
        at += count;
        if (at == bytes.length) {
            bytes = NONE;
            at = 0;
        }
    }
}
