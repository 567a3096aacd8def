// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

/// How many rows a segment has: those of messages that exist, and those of expunged ones.
public record SegmentSize(long live, long dead) {
    public SegmentSize {
        if (live < 0 || dead < 0) {
            throw new IllegalArgumentException("negative: " + live + " live, " + dead + " dead");
        }
    }

    long total() {
        return live + dead;
    }
}
