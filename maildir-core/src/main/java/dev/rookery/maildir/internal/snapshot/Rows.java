// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.ToLongBiFunction;

/// The rows of a mailbox, ascending by UID: those on disk, and behind them those that came since,
/// in chunks. Immutable; further rows copy at most one chunk and the list of chunks. A row stays
/// when its message goes, until the rows are written anew.
public final class Rows {
    /// Receives the hash of a base name, and the UID of its row.
    @FunctionalInterface
    public interface EachHash {
        void accept(int hash, long uid);
    }

    static final Rows NONE = new Rows(StoredRows.NONE, new Chunk[0]);

    private final StoredRows stored;
    private final Chunk[] chunks;

    private Rows(StoredRows stored, Chunk[] chunks) {
        this.stored = stored;
        this.chunks = chunks;
    }

    StoredRows stored() {
        return stored;
    }

    /// These rows, the first of which lie on disk now.
    Rows on(StoredRows written) {
        Chunk[] left =
                Arrays.stream(chunks)
                        .filter(chunk -> chunk.lastUid() > written.lastUid())
                        .toArray(Chunk[]::new);
        return new Rows(written, left);
    }

    Optional<Row> find(long uid) throws IOException {
        if (uid <= stored.lastUid()) {
            return stored.find(uid);
        }
        int chunk = chunkOf(uid);
        int at = chunk < 0 ? -1 : chunks[chunk].find(uid);
        return at < 0 ? Optional.empty() : Optional.of(chunks[chunk].row(at));
    }

    long date(long uid) throws IOException {
        return uid <= stored.lastUid() ? stored.dateSeconds(uid) : recent(uid, Chunk::date);
    }

    long physicalBytes(long uid) throws IOException {
        return uid <= stored.lastUid()
                ? stored.physicalBytes(uid)
                : recent(uid, Chunk::physicalBytes);
    }

    long virtualBytes(long uid) throws IOException {
        return uid <= stored.lastUid()
                ? stored.virtualBytes(uid)
                : recent(uid, Chunk::virtualBytes);
    }

    long modSeq(long uid) throws IOException {
        return uid <= stored.lastUid() ? stored.modSeq(uid) : recent(uid, Chunk::arrivedAt);
    }

    private long recent(long uid, ToLongBiFunction<Chunk, Integer> column) {
        int chunk = chunkOf(uid);
        int at = chunk < 0 ? -1 : chunks[chunk].find(uid);
        return at < 0 ? Long.MIN_VALUE : column.applyAsLong(chunks[chunk], at);
    }

    /// Reads the rows of `uids`, ascending.
    void forEach(UidSet uids, StoredRows.RowReader reader) throws IOException {
        stored.forEach(uids, reader);
        for (Chunk chunk : chunks) {
            for (int i = 0; i < chunk.count(); i++) {
                if (chunk.uid(i) > stored.lastUid() && uids.contains(chunk.uid(i))) {
                    reader.row(chunk.row(i));
                }
            }
        }
    }

    /// Tells the UIDs of rows whose base name has that hash, the newest first.
    void withHash(int hash, LongConsumer uids) throws IOException {
        for (int c = chunks.length - 1; c >= 0; c--) {
            Chunk chunk = chunks[c];
            for (int i = chunk.count() - 1; i >= 0; i--) {
                if (chunk.hash(i) == hash && chunk.uid(i) > stored.lastUid()) {
                    uids.accept(chunk.uid(i));
                }
            }
        }
        stored.withHash(hash, uids);
    }

    int recentRows() {
        int count = 0;
        for (Chunk chunk : chunks) {
            count += chunk.count();
        }
        return count;
    }

    void forEachRecentHash(EachHash each) {
        for (Chunk chunk : chunks) {
            for (int i = 0; i < chunk.count(); i++) {
                if (chunk.uid(i) > stored.lastUid()) {
                    each.accept(chunk.hash(i), chunk.uid(i));
                }
            }
        }
    }

    /// Tells messages that arrived, or lay on disk as changed, after `modSeq`.
    void changedSince(long modSeq, LongConsumer uids) throws IOException {
        stored.changedSince(modSeq, uids);
        for (Chunk chunk : chunks) {
            for (int i = 0; i < chunk.count(); i++) {
                if (chunk.arrivedAt(i) > modSeq) {
                    uids.accept(chunk.uid(i));
                }
            }
        }
    }

    /// These and further ones: what they change is copied once for all of them.
    static final class Appending {
        private final StoredRows stored;
        private final List<Chunk> chunks;

        Appending(Rows before) {
            this.stored = before.stored;
            this.chunks = new ArrayList<>(Arrays.asList(before.chunks));
        }

        /// @throws IllegalArgumentException if the UID is not greater than all before
        void add(Row row) {
            long lastUid = chunks.isEmpty() ? stored.lastUid() : chunks.getLast().lastUid();
            if (row.uid() <= lastUid) {
                throw new IllegalArgumentException("UIDs only grow: " + row.uid());
            }
            if (chunks.isEmpty() || chunks.getLast().isFull()) {
                chunks.add(Chunk.of(row));
            } else {
                chunks.set(chunks.size() - 1, chunks.getLast().append(row));
            }
        }

        Rows all() {
            return new Rows(stored, chunks.toArray(Chunk[]::new));
        }
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
