// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Records of one lane, one behind the other as they will lie in the file.
final class LaneBatch {
    private static final int BYTES_MIN = 4_096;

    /// What is kept for the next batch: many folders may be open.
    private static final int KEPT_BYTES_MAX = 32 * 1024;

    /// Of a field in a record that is too large.
    private static final int FIELD_BYTES_MAX = CacheRecord.BYTES_MAX / 8;

    private final Lane lane;
    private final CacheKey key;
    private byte[] bytes = {};
    private int size;

    /// Where the record of each message ends, filled up.
    private int[] ends = new int[16];

    private int[] lengths = new int[16];
    private int count;

    LaneBatch(Lane lane, CacheKey key) {
        this.lane = lane;
        this.key = key;
    }

    /// Adds the next message's record; without its large fields, or none, if it is too large.
    void add(long uid, byte[] @Nullable [] fields) {
        byte[] @Nullable [] kept = length(fields) > CacheRecord.BYTES_MAX ? small(fields) : fields;
        int length = length(kept);
        boolean fits = length <= CacheRecord.BYTES_MAX;
        if (fits) {
            write(uid, kept, length);
        }
        endMessage(fits ? length : 0);
    }

    private static int length(byte[] @Nullable [] fields) {
        return CacheRecord.LENGTHS_AT + lengthBytes(fields) + fieldBytes(fields);
    }

    /// Of columns all are needed: what is not there is not in the message.
    private byte[] @Nullable [] small(byte[] @Nullable [] fields) {
        if (lane == Lane.COLUMNS) {
            return fields;
        }
        byte[] @Nullable [] small = fields.clone();
        for (int i = 0; i < small.length; i++) {
            byte[] field = small[i];
            small[i] = field == null || field.length > FIELD_BYTES_MAX ? null : field;
        }
        return small;
    }

    /// Adds the next message's record as it was read from another file of the same key.
    void addCopy(@Nullable CacheRecord record) {
        if (record != null) {
            int end = makeRoom(record.length());
            record.copyTo(bytes, size);
            Arrays.fill(bytes, size + record.length(), end, (byte) 0);
            size = end;
        }
        endMessage(record == null ? 0 : record.length());
    }

    private void endMessage(int length) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        lengths[count] = length;
        ends[count++] = size;
    }

    private static int fieldBytes(byte[] @Nullable [] fields) {
        long sum = 0;
        for (byte[] field : fields) {
            sum += field == null ? 0 : field.length;
        }
        return (int) Math.min(sum, CacheRecord.BYTES_MAX);
    }

    private static int lengthBytes(byte[] @Nullable [] fields) {
        int sum = 0;
        for (byte[] field : fields) {
            int number = field == null ? 0 : field.length + 1;
            sum += number == 0 ? 1 : (Integer.SIZE - Integer.numberOfLeadingZeros(number) + 6) / 7;
        }
        return sum;
    }

    private void write(long uid, byte[] @Nullable [] fields, int length) {
        int end = makeRoom(length);
        ByteBuffer out = CacheLayout.littleEndian(bytes);
        out.putInt(size + CacheRecord.UID_AT, (int) uid);
        out.putInt(
                size + CacheRecord.LENGTH_AT, length | (lane.number() << CacheRecord.LANE_SHIFT));
        out.position(size + CacheRecord.LENGTHS_AT);
        for (byte[] field : fields) {
            putNumber(out, field == null ? 0 : field.length + 1);
        }
        for (byte[] field : fields) {
            if (field != null) {
                out.put(field);
            }
        }
        Arrays.fill(bytes, out.position(), end, (byte) 0);
        int checksum = key.checksum(bytes, size + CacheRecord.UID_AT, length - CacheRecord.UID_AT);
        out.putInt(size + CacheRecord.CHECKSUM_AT, checksum);
        size = end;
    }

    private int makeRoom(int length) {
        int end = size + (int) CacheLayout.aligned(length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, Math.max(BYTES_MIN, 2 * bytes.length)));
        }
        return end;
    }

    private static void putNumber(ByteBuffer out, int value) {
        int left = value;
        while (left > 0x7f) {
            out.put((byte) (left | 0x80));
            left >>>= 7;
        }
        out.put((byte) left);
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /// Where in [#bytes] the record of that message begins.
    int start(int message) {
        return message == 0 ? 0 : ends[message - 1];
    }

    /// With what fills it up; 0 if there is none.
    int totalBytes(int message) {
        return ends[message] - start(message);
    }

    int length(int message) {
        return lengths[message];
    }

    void clear() {
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[0];
        }
        size = 0;
        count = 0;
    }
}
