// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.internal.index.BaseHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Up to 256 rows in columns, ascending by UID.
///
/// Immutable to its readers: what lies behind `count` is room that only [#append] fills, and only
/// the newest chunk is appended to, by the one writer.
final class Chunk {
    static final int ROWS_MAX = 256;

    private static final int NUMBERS = 5;
    private static final int ARRIVED = 0;
    private static final int DATE = 1;
    private static final int SAVED = 2;
    private static final int PHYSICAL = 3;
    private static final int VIRTUAL = 4;

    private final int count;
    private final int[] uids;
    private final int[] hashes;

    /// The numbers of a row lie together.
    private final long[] numbers;

    private final Row.@Nullable Origin[] origins;
    private final int[] nameEnds;
    private final byte[] names;

    private Chunk(int count, int capacity, int nameBytes) {
        this.count = count;
        this.uids = new int[capacity];
        this.hashes = new int[capacity];
        this.numbers = new long[capacity * NUMBERS];
        this.origins = new Row.@Nullable Origin[capacity];
        this.nameEnds = new int[capacity];
        this.names = new byte[nameBytes];
    }

    /// The same columns, one row more in use.
    private Chunk(Chunk other) {
        this.count = other.count + 1;
        this.uids = other.uids;
        this.hashes = other.hashes;
        this.numbers = other.numbers;
        this.origins = other.origins;
        this.nameEnds = other.nameEnds;
        this.names = other.names;
    }

    static Chunk of(Row row) {
        byte[] name = row.base().getBytes(StandardCharsets.UTF_8);
        Chunk chunk = new Chunk(1, 4, 4 * (name.length + 8));
        chunk.put(0, row, name);
        return chunk;
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == ROWS_MAX;
    }

    long firstUid() {
        return uid(0);
    }

    long lastUid() {
        return uid(count - 1);
    }

    /// The place of a UID, or the complement of where it would be.
    int find(long uid) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(uid(middle), uid);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ~low;
    }

    Row row(int at) {
        int from = at == 0 ? 0 : nameEnds[at - 1];
        return new Row(
                uid(at),
                arrivedAt(at),
                date(at),
                numbers[at * NUMBERS + SAVED],
                numbers[at * NUMBERS + PHYSICAL],
                virtualBytes(at),
                new String(names, from, nameEnds[at] - from, StandardCharsets.UTF_8),
                Optional.ofNullable(origins[at]));
    }

    long uid(int at) {
        return Integer.toUnsignedLong(uids[at]);
    }

    int hash(int at) {
        return hashes[at];
    }

    long arrivedAt(int at) {
        return numbers[at * NUMBERS + ARRIVED];
    }

    long date(int at) {
        return numbers[at * NUMBERS + DATE];
    }

    long physicalBytes(int at) {
        return numbers[at * NUMBERS + PHYSICAL];
    }

    long virtualBytes(int at) {
        return numbers[at * NUMBERS + VIRTUAL];
    }

    Chunk append(Row row) {
        byte[] name = row.base().getBytes(StandardCharsets.UTF_8);
        int nameEnd = nameEnds[count - 1] + name.length;
        if (count < uids.length && nameEnd <= names.length) {
            Chunk longer = new Chunk(this);
            longer.put(count, row, name);
            return longer;
        }
        int capacity = Math.min(ROWS_MAX, Math.max(uids.length, count * 2));
        Chunk roomier = copy(capacity, Math.max(names.length, nameEnd) * 2);
        roomier.put(count, row, name);
        return roomier;
    }

    /// With room for one row more.
    private Chunk copy(int capacity, int nameBytes) {
        Chunk copy = new Chunk(count + 1, capacity, nameBytes);
        System.arraycopy(uids, 0, copy.uids, 0, count);
        System.arraycopy(hashes, 0, copy.hashes, 0, count);
        System.arraycopy(numbers, 0, copy.numbers, 0, count * NUMBERS);
        System.arraycopy(origins, 0, copy.origins, 0, count);
        System.arraycopy(nameEnds, 0, copy.nameEnds, 0, count);
        System.arraycopy(names, 0, copy.names, 0, nameEnds[count - 1]);
        return copy;
    }

    private void put(int at, Row row, byte[] name) {
        int from = at == 0 ? 0 : nameEnds[at - 1];
        uids[at] = (int) row.uid();
        hashes[at] = BaseHash.of(name, 0, name.length);
        numbers[at * NUMBERS + ARRIVED] = row.arrivedAt();
        numbers[at * NUMBERS + DATE] = row.dateSeconds();
        numbers[at * NUMBERS + SAVED] = row.savedSeconds();
        numbers[at * NUMBERS + PHYSICAL] = row.physicalBytes();
        numbers[at * NUMBERS + VIRTUAL] = row.virtualBytes();
        origins[at] = row.origin().orElse(null);
        System.arraycopy(name, 0, names, from, name.length);
        nameEnds[at] = from + name.length;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(uids, count));
    }
}
