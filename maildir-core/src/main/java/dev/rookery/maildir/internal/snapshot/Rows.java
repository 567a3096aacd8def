// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.ToLongBiFunction;

/// All rows of a mailbox, ascending by UID; a change copies one chunk and the list of chunks.
final class Rows implements Iterable<Row> {
    static final Rows NONE = new Rows(new Chunk[0]);

    private final Chunk[] chunks;

    private Rows(Chunk[] chunks) {
        this.chunks = chunks;
    }

    Optional<Row> find(long uid) {
        int chunk = chunkOf(uid);
        int at = chunk < 0 ? -1 : chunks[chunk].find(uid);
        return at < 0 ? Optional.empty() : Optional.of(chunks[chunk].row(at));
    }

    /// One value of a row, without making the row.
    long value(long uid, ToLongBiFunction<Chunk, Integer> column, long absent) {
        int chunk = chunkOf(uid);
        int at = chunk < 0 ? -1 : chunks[chunk].find(uid);
        return at < 0 ? absent : column.applyAsLong(chunks[chunk], at);
    }

    @Override
    public Iterator<Row> iterator() {
        return new Iterator<>() {
            private int chunk;
            private int at;

            @Override
            public boolean hasNext() {
                return chunk < chunks.length;
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Row row = chunks[chunk].row(at++);
                if (at == chunks[chunk].count()) {
                    chunk++;
                    at = 0;
                }
                return row;
            }
        };
    }

    /// @throws IllegalArgumentException if the UID is not greater than all before
    Rows append(Row row) {
        if (chunks.length == 0) {
            return new Rows(new Chunk[] {Chunk.of(row)});
        }
        Chunk last = chunks[chunks.length - 1];
        if (row.uid() <= last.lastUid()) {
            throw new IllegalArgumentException("UIDs only grow: " + row.uid());
        }
        if (last.isFull()) {
            Chunk[] more = Arrays.copyOf(chunks, chunks.length + 1);
            more[chunks.length] = Chunk.of(row);
            return new Rows(more);
        }
        return with(chunks.length - 1, last.append(row));
    }

    Rows replace(Row row) {
        int chunk = chunkOf(row.uid());
        int at = chunk < 0 ? -1 : chunks[chunk].find(row.uid());
        return at < 0 ? this : with(chunk, chunks[chunk].replace(at, row));
    }

    Rows withModSeq(UidSet uids, long modSeq) {
        Chunk[] changed = chunks.clone();
        for (int i = 0; i < changed.length; i++) {
            if (touches(changed[i], uids)) {
                changed[i] = changed[i].withModSeq(uids, modSeq);
            }
        }
        return new Rows(changed);
    }

    /// The members whose mod-sequence is greater.
    UidSet changedSince(long modSeq) {
        UidSet.Builder changed = UidSet.builder();
        for (Chunk chunk : chunks) {
            for (int i = 0; i < chunk.count(); i++) {
                if (chunk.modSeq(i) > modSeq) {
                    changed.add(new Uid(chunk.uid(i)));
                }
            }
        }
        return changed.build();
    }

    Rows without(UidSet uids) {
        List<Chunk> left = new ArrayList<>(chunks.length);
        for (Chunk chunk : chunks) {
            if (touches(chunk, uids)) {
                addRemaining(chunk, uids, left);
            } else {
                left.add(chunk);
            }
        }
        return new Rows(left.toArray(Chunk[]::new));
    }

    private static void addRemaining(Chunk chunk, UidSet uids, List<Chunk> left) {
        Chunk remaining = null;
        for (int i = 0; i < chunk.count(); i++) {
            if (!uids.contains(new Uid(chunk.uid(i)))) {
                Row row = chunk.row(i);
                remaining = remaining == null ? Chunk.of(row) : remaining.append(row);
            }
        }
        if (remaining != null) {
            left.add(remaining);
        }
    }

    private static boolean touches(Chunk chunk, UidSet uids) {
        return uids.intersects(new Uid(chunk.firstUid()), new Uid(chunk.lastUid()));
    }

    private Rows with(int index, Chunk chunk) {
        Chunk[] changed = chunks.clone();
        changed[index] = chunk;
        return new Rows(changed);
    }

    /// The chunk that holds the UID if any does, or -1.
    private int chunkOf(long uid) {
        int low = 0;
        int high = chunks.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (uid < chunks[middle].firstUid()) {
                high = middle - 1;
            } else if (uid > chunks[middle].lastUid()) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }
}
