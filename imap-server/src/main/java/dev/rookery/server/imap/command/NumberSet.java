// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/// A `sequence-set` as written: numbers and ranges, `*` not yet resolved. RFC 9051 §9.
public record NumberSet(List<Range> ranges) {
    /// Stands for `*`, the greatest number in use.
    public static final long STAR = Long.MAX_VALUE;

    public NumberSet {
        ranges = List.copyOf(ranges);
    }

    public static NumberSet of(long first, long last) {
        return new NumberSet(List.of(new Range(first, last)));
    }

    /// Each number, in the order written; none of them may be `*`.
    public PrimitiveIterator.OfLong numbers() {
        return new PrimitiveIterator.OfLong() {
            private int range;
            private long passed;

            @Override
            public boolean hasNext() {
                return range < ranges.size();
            }

            @Override
            public long nextLong() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Range in = ranges.get(range);
                long next = Math.min(in.first(), in.last()) + passed++;
                if (next == Math.max(in.first(), in.last())) {
                    range++;
                    passed = 0;
                }
                return next;
            }
        };
    }

    /// Whether no range is written backwards.
    boolean isOrdered() {
        return ranges.stream().allMatch(each -> each.first() <= each.last());
    }

    boolean hasStar() {
        return ranges.stream().anyMatch(each -> each.first() == STAR || each.last() == STAR);
    }

    /// From `first` to `last`, both included; `7:3` and `3:7` mean the same.
    public record Range(long first, long last) {}
}
