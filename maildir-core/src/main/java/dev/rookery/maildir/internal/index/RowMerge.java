// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// Makes one segment of several: without the rows of messages that are gone, and with the newest
/// mod-sequence of each.
public final class RowMerge {
    private RowMerge() {}

    /// What has become known about a row since it was written, such as the size of its file.
    @FunctionalInterface
    public interface Completion {
        /// A completion that knows nothing.
        Completion NONE = row -> row;

        IndexRow complete(IndexRow row) throws IOException;
    }

    /// Copies rows to `out`; answers how many.
    ///
    /// @param segments ascending by UID, none overlapping
    /// @param newer mod-sequences that were given later than those in the rows
    /// @param live says of a UID whether the message exists
    public static int merge(
            List<RowSegment> segments,
            List<ModSeqSegment> newer,
            LongPredicate live,
            Completion completion,
            RowSegmentWriter out)
            throws IOException {
        int before = out.rows();
        try (ModSeqs modSeqs = new ModSeqs(newer, PageCursor::next)) {
            modSeqs.begin();
            for (RowSegment segment : segments) {
                try (RowCursor rows = segment.cursor()) {
                    while (nextLive(rows, PageCursor::next, live)) {
                        long modSeq = modSeqs.newest(rows.uid(), rows.modSeq());
                        out.add(completion.complete(rows.get().withModSeq(modSeq)));
                    }
                }
            }
        }
        return out.rows() - before;
    }

    /// Copies rows to `out` as far as they can be read; answers how many.
    ///
    /// @param segments ascending by UID, none overlapping
    /// @param newer mod-sequences that were given later than those in the rows
    /// @param live says of a UID whether the message exists
    /// @param damage hears of what cannot be read
    public static int salvage(
            List<RowSegment> segments,
            List<ModSeqSegment> newer,
            LongPredicate live,
            RowSegmentWriter out,
            Consumer<CorruptIndexException> damage)
            throws IOException {
        int before = out.rows();
        Step sound = cursor -> cursor.nextSound(damage);
        try (ModSeqs modSeqs = new ModSeqs(newer, sound)) {
            modSeqs.begin();
            for (RowSegment segment : segments) {
                try (RowCursor rows = segment.cursor()) {
                    while (nextLive(rows, sound, live)) {
                        out.add(rows.get().withModSeq(modSeqs.newest(rows.uid(), rows.modSeq())));
                    }
                }
            }
        }
        return out.rows() - before;
    }

    /// Goes to the next row; answers whether there is one.
    private interface Step {
        boolean next(PageCursor cursor) throws IOException;
    }

    private static boolean nextLive(RowCursor rows, Step step, LongPredicate live)
            throws IOException {
        while (step.next(rows)) {
            if (live.test(rows.uid())) {
                return true;
            }
        }
        return false;
    }

    /// Makes one segment of mod-sequences of several; answers how many pairs there are.
    ///
    /// @param segments in any order; the greatest mod-sequence of a UID is the newest
    public static int mergeModSeqs(
            List<ModSeqSegment> segments, LongPredicate live, ModSeqSegmentWriter out)
            throws IOException {
        int before = out.pairs();
        try (ModSeqs modSeqs = new ModSeqs(segments, PageCursor::next)) {
            modSeqs.begin();
            for (long uid = modSeqs.first(); uid > 0; uid = modSeqs.first()) {
                long modSeq = modSeqs.newest(uid, 0);
                if (live.test(uid)) {
                    out.add(uid, modSeq);
                }
            }
        }
        return out.pairs() - before;
    }

    /// Several segments, read side by side as UIDs ascend.
    private static final class ModSeqs implements AutoCloseable {
        private final List<ModSeqCursor> cursors = new ArrayList<>();
        private final Step step;

        ModSeqs(List<ModSeqSegment> segments, Step step) {
            this.step = step;
            segments.forEach(segment -> cursors.add(segment.cursor()));
        }

        void begin() throws IOException {
            for (int i = cursors.size() - 1; i >= 0; i--) {
                if (!step.next(cursors.get(i))) {
                    cursors.remove(i).close();
                }
            }
        }

        /// The smallest UID not passed yet, or 0.
        long first() {
            return cursors.stream().mapToLong(ModSeqCursor::uid).min().orElse(0);
        }

        /// The greatest of `known` and what is found; passes the UID.
        long newest(long uid, long known) throws IOException {
            long newest = known;
            for (int i = cursors.size() - 1; i >= 0; i--) {
                ModSeqCursor cursor = cursors.get(i);
                boolean more = true;
                while (more && cursor.uid() <= uid) {
                    newest = cursor.uid() == uid ? Math.max(newest, cursor.modSeq()) : newest;
                    more = step.next(cursor);
                }
                if (!more) {
                    cursor.close();
                    cursors.remove(i);
                }
            }
            return newest;
        }

        @Override
        public void close() {
            cursors.forEach(ModSeqCursor::close);
        }
    }
}
