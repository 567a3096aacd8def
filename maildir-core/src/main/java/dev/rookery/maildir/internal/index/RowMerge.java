// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/// Makes one segment of several: without the rows of messages that are gone, and with the newest
/// mod-sequence of each.
public final class RowMerge {
    private RowMerge() {}

    /// Copies rows to `out`; answers how many.
    ///
    /// @param segments ascending by UID, none overlapping
    /// @param newer mod-sequences that were given later than those in the rows
    /// @param live says of a UID whether the message exists
    public static int merge(
            List<RowSegment> segments,
            List<ModSeqSegment> newer,
            LongPredicate live,
            RowSegmentWriter out)
            throws IOException {
        int before = out.rows();
        try (ModSeqs modSeqs = new ModSeqs(newer)) {
            for (RowSegment segment : segments) {
                copy(segment, modSeqs, live, out);
            }
        }
        return out.rows() - before;
    }

    private static void copy(
            RowSegment segment, ModSeqs modSeqs, LongPredicate live, RowSegmentWriter out)
            throws IOException {
        try (RowCursor rows = segment.cursor()) {
            while (rows.next()) {
                if (live.test(rows.uid())) {
                    out.add(rows.get().withModSeq(modSeqs.newest(rows.uid(), rows.modSeq())));
                }
            }
        }
    }

    /// Makes one segment of mod-sequences of several; answers how many pairs there are.
    ///
    /// @param segments in any order; the greatest mod-sequence of a UID is the newest
    public static int mergeModSeqs(
            List<ModSeqSegment> segments, LongPredicate live, ModSeqSegmentWriter out)
            throws IOException {
        int before = out.pairs();
        try (ModSeqs modSeqs = new ModSeqs(segments)) {
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

        ModSeqs(List<ModSeqSegment> segments) throws IOException {
            for (ModSeqSegment segment : segments) {
                ModSeqCursor cursor = segment.cursor();
                cursor.next();
                cursors.add(cursor);
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
                    more = cursor.next();
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
