// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.UidSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads what [SectionWriter] wrote.
///
/// Throws [IllegalArgumentException] or [BufferUnderflowException] for what it cannot have written.
final class SectionReader {
    private final ByteBuffer in;

    SectionReader(byte[] section) {
        this.in = ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN);
    }

    int integer() {
        return in.getInt();
    }

    long number() {
        return in.getLong();
    }

    String text() {
        byte[] bytes = new byte[count(1)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    UidSet uids() {
        int length = count(1);
        UidSet uids = UidSet.deserialize(in.slice(in.position(), length));
        in.position(in.position() + length);
        return uids;
    }

    /// A number of things that take so many bytes each at least.
    int count(int bytesEach) {
        int count = in.getInt();
        if (count < 0 || (long) count * bytesEach > in.remaining()) {
            throw new IllegalArgumentException("impossible count: " + count);
        }
        return count;
    }
}
