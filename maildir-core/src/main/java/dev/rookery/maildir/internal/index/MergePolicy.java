// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.util.List;
import java.util.Optional;

/// Which neighbouring segments of a folder should become one.
///
/// Each segment must have at least as many live rows as all younger ones together: so n rows lie in
/// at most 1 + log2(n) segments. What breaks the rule is merged with all that is younger: so a row
/// is rewritten only into a segment at least twice the size of its last one, once it is merged the
/// first time. Segments that fit into one page or two are merged whatever their sizes, and one with
/// more than a quarter of dead rows is rewritten by itself.
public final class MergePolicy {
    static final long SMALL_ROWS = 256;
    static final int DEAD_FRACTION = 4;

    private MergePolicy() {}

    /// Neighbours to merge into one, from `first` up to but without `end`; one alone is to be
    /// rewritten without its dead rows.
    public record Run(int first, int end) {
        public Run {
            if (first < 0 || end <= first) {
                throw new IllegalArgumentException("no run: " + first + " to " + end);
            }
        }

        public int size() {
            return end - first;
        }
    }

    /// What to do next, if anything; to be asked again afterwards.
    ///
    /// @param segments oldest first, that is ascending by UID
    public static Optional<Run> next(List<SegmentSize> segments) {
        Optional<Run> merge = merge(segments);
        return merge.isPresent() ? merge : rewrite(segments);
    }

    private static Optional<Run> merge(List<SegmentSize> segments) {
        int first = segments.size();
        long younger = 0;
        for (int i = segments.size() - 1; i >= 0; i--) {
            long live = segments.get(i).live();
            if (live < younger || live + younger <= SMALL_ROWS) {
                first = i;
            }
            younger += live;
        }
        return segments.size() - first < 2
                ? Optional.empty()
                : Optional.of(new Run(first, segments.size()));
    }

    private static Optional<Run> rewrite(List<SegmentSize> segments) {
        for (int i = 0; i < segments.size(); i++) {
            SegmentSize size = segments.get(i);
            if (size.dead() * DEAD_FRACTION > size.total()) {
                return Optional.of(new Run(i, i + 1));
            }
        }
        return Optional.empty();
    }
}
