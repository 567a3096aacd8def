// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Up to 256 rows in columns, ascending by UID.
///
/// Immutable to its readers: what lies behind `count` is room that only [#append] fills, and only
/// the newest chunk is appended to, by the one writer. All other changes make a copy.
final class Chunk {
    static final int ROWS_MAX = 256;

    private final int count;
    private final int[] uids;
    private final long[] modSeqs;
    private final long[] dates;
    private final long[] physicalBytes;
    private final long[] virtualBytes;
    private final boolean[] inNew;
    private final int[] nameEnds;
    private final byte[] names;

    private Chunk(int count, int capacity, int nameBytes) {
        this.count = count;
        this.uids = new int[capacity];
        this.modSeqs = new long[capacity];
        this.dates = new long[capacity];
        this.physicalBytes = new long[capacity];
        this.virtualBytes = new long[capacity];
        this.inNew = new boolean[capacity];
        this.nameEnds = new int[capacity];
        this.names = new byte[nameBytes];
    }

    /// The same columns, one row more in use.
    private Chunk(Chunk other) {
        this.count = other.count + 1;
        this.uids = other.uids;
        this.modSeqs = other.modSeqs;
        this.dates = other.dates;
        this.physicalBytes = other.physicalBytes;
        this.virtualBytes = other.virtualBytes;
        this.inNew = other.inNew;
        this.nameEnds = other.nameEnds;
        this.names = other.names;
    }

    static Chunk of(Row row) {
        byte[] name = row.fileName().getBytes(StandardCharsets.UTF_8);
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
        String name = new String(names, from, nameEnds[at] - from, StandardCharsets.UTF_8);
        return new Row(
                uid(at),
                modSeqs[at],
                dates[at],
                physicalBytes[at],
                virtualBytes[at],
                name,
                inNew[at]);
    }

    long uid(int at) {
        return Integer.toUnsignedLong(uids[at]);
    }

    long modSeq(int at) {
        return modSeqs[at];
    }

    long date(int at) {
        return dates[at];
    }

    long virtualBytes(int at) {
        return virtualBytes[at];
    }

    Chunk append(Row row) {
        byte[] name = row.fileName().getBytes(StandardCharsets.UTF_8);
        int nameEnd = nameEnds[count - 1] + name.length;
        if (count < uids.length && nameEnd <= names.length) {
            Chunk longer = new Chunk(this);
            longer.put(count, row, name);
            return longer;
        }
        int capacity = Math.min(ROWS_MAX, count * 2);
        Chunk roomier = copy(count + 1, capacity, Math.max(names.length, nameEnd) * 2);
        roomier.put(count, row, name);
        return roomier;
    }

    Chunk replace(int at, Row row) {
        Chunk changed = null;
        for (int i = 0; i < count; i++) {
            Row each = i == at ? row : row(i);
            changed = changed == null ? of(each) : changed.append(each);
        }
        return changed == null ? this : changed;
    }

    Chunk withModSeq(UidSet members, long modSeq) {
        Chunk changed = copy(count, uids.length, names.length);
        for (int i = 0; i < count; i++) {
            if (members.contains(new Uid(uid(i)))) {
                changed.modSeqs[i] = modSeq;
            }
        }
        return changed;
    }

    private Chunk copy(int rows, int capacity, int nameBytes) {
        Chunk copy = new Chunk(rows, capacity, nameBytes);
        System.arraycopy(uids, 0, copy.uids, 0, count);
        System.arraycopy(modSeqs, 0, copy.modSeqs, 0, count);
        System.arraycopy(dates, 0, copy.dates, 0, count);
        System.arraycopy(physicalBytes, 0, copy.physicalBytes, 0, count);
        System.arraycopy(virtualBytes, 0, copy.virtualBytes, 0, count);
        System.arraycopy(inNew, 0, copy.inNew, 0, count);
        System.arraycopy(nameEnds, 0, copy.nameEnds, 0, count);
        System.arraycopy(names, 0, copy.names, 0, nameEnds[count - 1]);
        return copy;
    }

    private void put(int at, Row row, byte[] name) {
        int from = at == 0 ? 0 : nameEnds[at - 1];
        uids[at] = (int) row.uid();
        modSeqs[at] = row.modSeq();
        dates[at] = row.dateSeconds();
        physicalBytes[at] = row.physicalBytes();
        virtualBytes[at] = row.virtualBytes();
        inNew[at] = row.inNew();
        System.arraycopy(name, 0, names, from, name.length);
        nameEnds[at] = from + name.length;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(uids, count));
    }
}
