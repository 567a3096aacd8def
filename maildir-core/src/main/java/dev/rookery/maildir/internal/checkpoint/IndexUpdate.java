// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.index.IndexRow;
import dev.rookery.maildir.internal.index.MergePolicy;
import dev.rookery.maildir.internal.index.ModSeqSegment;
import dev.rookery.maildir.internal.index.ModSeqSegmentWriter;
import dev.rookery.maildir.internal.index.Origin;
import dev.rookery.maildir.internal.index.RowMerge;
import dev.rookery.maildir.internal.index.RowSegment;
import dev.rookery.maildir.internal.index.RowSegmentWriter;
import dev.rookery.maildir.internal.index.SegmentSize;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Adds to the index files of a folder what came since they were written, and merges files so that
/// there are few: each row is written anew about as often as the folder has doubled.
final class IndexUpdate {
    /// Given later, so many mod-sequences in proportion to rows are written into the rows.
    private static final int FOLDED_FRACTION = 2;

    private final FolderStore store;
    private final MailboxSnapshot snapshot;
    private final IndexedRows before;

    /// Messages that are there, or whose files have to go: the rows of all others go.
    private final UidSet live;

    private long number;

    IndexUpdate(FolderStore store, FolderState state, IndexedRows before) {
        this.store = store;
        this.snapshot = state.snapshot();
        this.before = before;
        UidSet.Builder tombs = UidSet.builder();
        state.tombs().forEach((uid, _) -> tombs.accept(uid));
        this.live = snapshot.uids().or(tombs.build());
    }

    /// @param firstNumber of new files
    IndexedRows run(long firstNumber) throws IOException {
        number = firstNumber;
        List<Held<RowSegment>> rows = new ArrayList<>(before.rows());
        List<Held<ModSeqSegment>> modSeqs = new ArrayList<>(before.modSeqs());
        writeModSeqs().ifPresent(modSeqs::add);
        writeRows().ifPresent(rows::add);
        mergeModSeqs(modSeqs);
        if (isWorthFolding(rows, modSeqs)) {
            mergeRows(rows, modSeqs, new MergePolicy.Run(0, rows.size()));
            modSeqs.clear();
        }
        for (Optional<MergePolicy.Run> next = MergePolicy.next(sizes(rows));
                next.isPresent();
                next = MergePolicy.next(sizes(rows))) {
            mergeRows(rows, modSeqs, next.get());
        }
        if (rows.isEmpty()) {
            modSeqs.clear();
        }
        return indexed(rows, modSeqs);
    }

    private IndexedRows indexed(List<Held<RowSegment>> rows, List<Held<ModSeqSegment>> modSeqs) {
        long lastUid = snapshot.counters().uidNext() - 1;
        return new IndexedRows(lastUid, rows, modSeqs, store.pool().damage());
    }

    /// All that can be read of what was written, and what came since, in new files.
    ///
    /// @param firstNumber of new files
    IndexedRows runAnew(long firstNumber, Consumer<CorruptIndexException> damage)
            throws IOException {
        number = firstNumber;
        List<Held<RowSegment>> rows = new ArrayList<>();
        List<Held<ModSeqSegment>> modSeqs = new ArrayList<>(before.modSeqs());
        writeModSeqs().ifPresent(modSeqs::add);
        List<RowSegment> segments = before.rows().stream().map(Held::segment).toList();
        List<ModSeqSegment> newer = modSeqs.stream().map(Held::segment).toList();
        int expected = segments.stream().mapToInt(RowSegment::rows).sum();
        if (expected > 0) {
            try (RowSegmentWriter out = store.createRows(++number, expected)) {
                if (RowMerge.salvage(segments, newer, live::contains, out, damage) > 0) {
                    out.publish();
                    rows.add(store.openRows(number));
                }
            }
        }
        writeRows().ifPresent(rows::add);
        return indexed(rows, List.of());
    }

    private Optional<Held<RowSegment>> writeRows() throws IOException {
        UidSet fresh = live.minus(FolderStore.upTo(before.lastUid()));
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        try (RowSegmentWriter out = store.createRows(++number, (int) fresh.size())) {
            snapshot.forEachRow(fresh, row -> out.add(indexed(row)));
            if (out.rows() == 0) {
                return Optional.empty();
            }
            out.publish();
        }
        return Optional.of(store.openRows(number));
    }

    private IndexRow indexed(Row row) {
        long changed = snapshot.changedModSeqs().get(row.uid());
        return new IndexRow(
                row.uid(),
                changed == 0 ? row.arrivedAt() : changed,
                row.dateSeconds(),
                row.savedSeconds(),
                row.physicalBytes(),
                row.virtualBytes(),
                row.base(),
                row.origin().map(from -> new Origin(from.folder(), from.uid())));
    }

    private Optional<Held<ModSeqSegment>> writeModSeqs() throws IOException {
        List<long[]> changed = new ArrayList<>();
        snapshot.changedModSeqs()
                .forEach((uid, modSeq) -> {
                    if (uid <= before.lastUid() && live.contains(uid)) {
                        changed.add(new long[] {uid, modSeq});
                    }
                });
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        try (ModSeqSegmentWriter out = store.createModSeqs(++number)) {
            for (long[] each : changed) {
                out.add(each[0], each[1]);
            }
            out.publish();
        }
        return Optional.of(store.openModSeqs(number));
    }

    private void mergeModSeqs(List<Held<ModSeqSegment>> modSeqs) throws IOException {
        Optional<MergePolicy.Run> next = MergePolicy.next(sizesOfModSeqs(modSeqs));
        while (next.isPresent()) {
            List<Held<ModSeqSegment>> run = modSeqs.subList(next.get().first(), next.get().end());
            List<ModSeqSegment> segments = run.stream().map(Held::segment).toList();
            boolean any;
            try (ModSeqSegmentWriter out = store.createModSeqs(++number)) {
                any = RowMerge.mergeModSeqs(segments, live::contains, out) > 0;
                if (any) {
                    out.publish();
                }
            }
            run.clear();
            if (any) {
                modSeqs.add(next.get().first(), store.openModSeqs(number));
            }
            next = MergePolicy.next(sizesOfModSeqs(modSeqs));
        }
    }

    private static List<SegmentSize> sizesOfModSeqs(List<Held<ModSeqSegment>> modSeqs) {
        return modSeqs.stream().map(held -> new SegmentSize(held.rows(), 0)).toList();
    }

    private static boolean isWorthFolding(
            List<Held<RowSegment>> rows, List<Held<ModSeqSegment>> modSeqs) {
        long given = modSeqs.stream().mapToLong(Held::rows).sum();
        long all = rows.stream().mapToLong(Held::rows).sum();
        return given > 0 && given >= all / FOLDED_FRACTION;
    }

    private List<SegmentSize> sizes(List<Held<RowSegment>> rows) {
        List<SegmentSize> sizes = new ArrayList<>();
        for (Held<RowSegment> held : rows) {
            RowSegment segment = held.segment();
            long there =
                    live.rank(new Uid(segment.lastUid()))
                            - (segment.firstUid() == 1
                                    ? 0
                                    : live.rank(new Uid(segment.firstUid() - 1)));
            long alive = Math.min(there, segment.rows());
            sizes.add(new SegmentSize(alive, segment.rows() - alive));
        }
        return sizes;
    }

    private void mergeRows(
            List<Held<RowSegment>> rows, List<Held<ModSeqSegment>> modSeqs, MergePolicy.Run which)
            throws IOException {
        List<Held<RowSegment>> run = rows.subList(which.first(), which.end());
        List<RowSegment> segments = run.stream().map(Held::segment).toList();
        List<ModSeqSegment> newer = modSeqs.stream().map(Held::segment).toList();
        int expected = segments.stream().mapToInt(RowSegment::rows).sum();
        boolean any;
        try (RowSegmentWriter out = store.createRows(++number, expected)) {
            any =
                    RowMerge.merge(segments, newer, live::contains, RowMerge.Completion.NONE, out)
                            > 0;
            if (any) {
                out.publish();
            }
        }
        run.clear();
        if (any) {
            rows.add(which.first(), store.openRows(number));
        }
    }
}
