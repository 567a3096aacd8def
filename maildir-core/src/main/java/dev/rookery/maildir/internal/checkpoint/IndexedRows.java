// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.index.IndexRow;
import dev.rookery.maildir.internal.index.ModSeqSegment;
import dev.rookery.maildir.internal.index.RowCursor;
import dev.rookery.maildir.internal.index.RowSegment;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.snapshot.StoredRows;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// The rows of a folder in its index files: rows in files that follow each other by UID, and
/// mod-sequences that were given later.
///
/// @param lastUid up to which a row that is not here is nowhere
/// @param rows ascending by UID
/// @param modSeqs the oldest first
/// @param damage hears of what cannot be read
record IndexedRows(
        long lastUid,
        List<Held<RowSegment>> rows,
        List<Held<ModSeqSegment>> modSeqs,
        SegmentPool.Damage damage)
        implements StoredRows {
    static final IndexedRows NONE = new IndexedRows(0, List.of(), List.of(), (_, _) -> {});

    private static final long SPARSE = 8;

    IndexedRows {
        rows = List.copyOf(rows);
        modSeqs = List.copyOf(modSeqs);
    }

    List<Held<?>> files() {
        List<Held<?>> all = new ArrayList<>(rows);
        all.addAll(modSeqs);
        return all;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T run() throws IOException;
    }

    /// The files stay open as long as somebody reads them.
    private <T> T reading(Reading<T> reading) throws IOException {
        try {
            return reading.run();
        } catch (CorruptIndexException damaged) {
            damage.found(this, damaged);
            throw damaged;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// What is read of one row.
    @FunctionalInterface
    private interface Read<T> {
        T read(RowSegment segment, int row) throws IOException;
    }

    private <T> T read(long uid, T absent, Read<T> read) throws IOException {
        return reading(() -> {
            for (Held<RowSegment> held : rows) {
                RowSegment segment = held.segment();
                if (uid <= segment.lastUid()) {
                    int row = uid < segment.firstUid() ? -1 : segment.find(uid);
                    return row < 0 ? absent : read.read(segment, row);
                }
            }
            return absent;
        });
    }

    @Override
    public Optional<Row> find(long uid) throws IOException {
        Row[] found = new Row[1];
        forEach(UidSet.of(new Uid(uid)), row -> found[0] = row);
        return Optional.ofNullable(found[0]);
    }

    @Override
    public long modSeq(long uid) throws IOException {
        long changed = reading(() -> changedModSeq(uid));
        return changed != 0 ? changed : read(uid, 0L, RowSegment::modSeq);
    }

    private long changedModSeq(long uid) throws IOException {
        for (Held<ModSeqSegment> held : modSeqs.reversed()) {
            ModSeqSegment segment = held.segment();
            boolean covers = uid >= segment.firstUid() && uid <= segment.lastUid();
            long changed = covers ? segment.find(uid) : 0;
            if (changed != 0) {
                return changed;
            }
        }
        return 0;
    }

    @Override
    public long dateSeconds(long uid) throws IOException {
        return read(uid, Long.MIN_VALUE, RowSegment::internalDate);
    }

    @Override
    public long physicalBytes(long uid) throws IOException {
        return read(uid, Long.MIN_VALUE, RowSegment::physicalBytes);
    }

    @Override
    public long virtualBytes(long uid) throws IOException {
        return read(uid, Long.MIN_VALUE, RowSegment::virtualBytes);
    }

    @Override
    public void changedSince(long modSeq, LongConsumer uids) throws IOException {
        var _ =
                reading(() -> {
                    for (Held<RowSegment> held : rows) {
                        RowSegment segment = held.segment();
                        segment.changedSince(modSeq, row -> uids.accept(segment.uid(row)));
                    }
                    for (Held<ModSeqSegment> held : modSeqs) {
                        held.segment().changedSince(modSeq, (uid, _) -> uids.accept(uid));
                    }
                    return true;
                });
    }

    @Override
    public void withHash(int hash, LongConsumer uids) throws IOException {
        var _ =
                reading(() -> {
                    for (Held<RowSegment> held : rows) {
                        RowSegment segment = held.segment();
                        segment.forEachWithHash(hash, row -> uids.accept(segment.uid(row)));
                    }
                    return true;
                });
    }

    @Override
    public void forEach(UidSet uids, RowReader reader) throws IOException {
        var _ =
                reading(() -> {
                    for (Held<RowSegment> held : rows) {
                        forEach(held.segment(), uids, reader);
                    }
                    return true;
                });
    }

    /// A few are looked up, many are read in passing.
    private static void forEach(RowSegment segment, UidSet uids, RowReader reader)
            throws IOException {
        long last = segment.lastUid();
        long first = uids.nextAfter(segment.firstUid() - 1);
        if (first < 0 || first > last) {
            return;
        }
        long wanted = uids.rank(new Uid(last)) - uids.rank(new Uid(first)) + 1;
        try (RowCursor cursor = segment.cursor()) {
            if (wanted * SPARSE < segment.rows()) {
                for (long uid = first; uid > 0 && uid <= last; uid = uids.nextAfter(uid)) {
                    if (cursor.find(uid) >= 0) {
                        reader.row(row(cursor.get()));
                    }
                }
                return;
            }
            while (cursor.next()) {
                if (uids.contains(cursor.uid())) {
                    reader.row(row(cursor.get()));
                }
            }
        }
    }

    private static Row row(IndexRow row) {
        return new Row(
                row.uid(),
                row.modSeq(),
                row.internalDate(),
                row.saveDate(),
                row.physicalBytes(),
                row.virtualBytes(),
                row.base(),
                row.origin().map(from -> new Row.Origin(from.folder(), from.uid())));
    }
}
