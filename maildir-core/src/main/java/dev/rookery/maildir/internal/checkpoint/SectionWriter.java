// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.UidSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes one section of a head file, little-endian: `int` 4 bytes, `long` 8, bytes and UTF-8 texts
/// behind their length (4), a UID set as bytes in the portable Roaring format.
final class SectionWriter {
    private ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    SectionWriter integer(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    SectionWriter number(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    SectionWriter text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    SectionWriter uids(UidSet uids) {
        return bytes(uids.serialized());
    }

    private SectionWriter bytes(byte[] bytes) {
        integer(bytes.length);
        room(bytes.length).put(bytes);
        return this;
    }

    /// What another one wrote, one behind the other.
    SectionWriter append(SectionWriter other) {
        room(other.bytes()).put(other.out.array(), 0, other.bytes());
        return this;
    }

    /// How many were written.
    int bytes() {
        return out.position();
    }

    byte[] section() {
        byte[] bytes = new byte[out.position()];
        out.duplicate().flip().get(bytes);
        return bytes;
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            int capacity = Math.max(out.capacity() * 2, out.position() + bytes);
            out = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(out.flip());
        }
        return out;
    }
}
