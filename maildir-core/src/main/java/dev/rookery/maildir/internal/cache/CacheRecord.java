// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One message's fields of one lane, inside a buffer.
///
/// ```text
///   0        4       8   11     12
///   +--------+-------+---+------+-----------------+------------------------+
///   | crc32c |  uid  | n | lane |  lengths + 1    |  fields                |
///   +--------+-------+---+------+-----------------+------------------------+
/// ```
///
/// `n` is the length of it all, in three bytes; it is filled up to a multiple of 8. For each field
/// of the lane there is a length, plus one, or 0 if the message has no such field, or one that is
/// too large to keep: seven bits each byte, the lower ones first, the eighth bit set where more
/// follow. The checksum covers the [CacheKey] and bytes 4 to n.
final class CacheRecord {
    static final int CHECKSUM_AT = 0;
    static final int UID_AT = CHECKSUM_AT + Integer.BYTES;
    static final int LENGTH_AT = UID_AT + Integer.BYTES;
    static final int LANE_SHIFT = 24;
    static final int LENGTHS_AT = LENGTH_AT + Integer.BYTES;

    /// What makes it larger is not kept: it comes from the file each time.
    static final int BYTES_MAX = 1 << 20;

    private static final int LENGTH_MASK = (1 << LANE_SHIFT) - 1;
    private static final int SEVEN_BITS = 0x7f;

    private final byte[] buffer;
    private final int at;
    private final int length;

    /// Where each field begins, and where the last one ends.
    private final int[] bounds;

    private final long absent;

    private CacheRecord(byte[] buffer, int at, int[] bounds, long absent) {
        this.buffer = buffer;
        this.at = at;
        this.length = bounds[bounds.length - 1] - at;
        this.bounds = bounds;
        this.absent = absent;
    }

    /// The record at `at`; null if it is not whole or not the one that is wanted.
    static @Nullable CacheRecord read(
            byte[] buffer, int at, int available, long uid, Lane lane, CacheKey key) {
        if (available < LENGTHS_AT) {
            return null;
        }
        ByteBuffer in = CacheLayout.littleEndian(buffer);
        int length = in.getInt(at + LENGTH_AT) & LENGTH_MASK;
        boolean wanted =
                in.getInt(at + UID_AT) == (int) uid
                        && in.getInt(at + LENGTH_AT) >>> LANE_SHIFT == lane.number()
                        && length >= LENGTHS_AT
                        && length <= available
                        && in.getInt(at + CHECKSUM_AT)
                                == key.checksum(buffer, at + UID_AT, length - UID_AT);
        return wanted ? fields(buffer, at, at + length, lane) : null;
    }

    private static @Nullable CacheRecord fields(byte[] buffer, int start, int end, Lane lane) {
        int count = lane.fields();
        int[] bounds = new int[count + 1];
        long absent = 0;
        int at = start + LENGTHS_AT;
        for (int i = 0; i < count; i++) {
            int length = 0;
            byte next = -1;
            for (int shift = 0; next < 0 && at < end && shift <= 21; shift += 7) {
                next = buffer[at++];
                length |= (next & SEVEN_BITS) << shift;
            }
            bounds[i + 1] = Math.max(0, length - 1);
            absent |= length == 0 ? 1L << i : 0;
        }
        bounds[0] = at;
        for (int i = 0; i < count; i++) {
            bounds[i + 1] += bounds[i];
        }
        return bounds[count] == end ? new CacheRecord(buffer, start, bounds, absent) : null;
    }

    int length() {
        return length;
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(buffer, at, target, offset, length);
    }

    /// A copy of the field, if the message has it.
    Optional<byte[]> bytes(Field field) {
        return view(field)
                .map(view -> {
                    byte[] bytes = new byte[view.remaining()];
                    view.get(bytes);
                    return bytes;
                });
    }

    /// The field where it lies, if the message has it.
    Optional<ByteBuffer> view(Field field) {
        int place = field.place();
        if (((absent >>> place) & 1) != 0) {
            return Optional.empty();
        }
        int from = bounds[place];
        return Optional.of(ByteBuffer.wrap(buffer, from, bounds[place + 1] - from));
    }
}
