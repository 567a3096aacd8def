// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.util.List;

/// A `sequence-set` as written: numbers and ranges, `*` not yet resolved. RFC 9051 §9.
public record NumberSet(List<Range> ranges) {
    /// Stands for `*`, the greatest number in use.
    public static final long STAR = Long.MAX_VALUE;

    public NumberSet {
        ranges = List.copyOf(ranges);
    }

    /// From `first` to `last`, both included; `7:3` and `3:7` mean the same.
    public record Range(long first, long last) {}
}
