// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

/// A pair of a [ModSeqSegment] at a time.
///
/// For one thread; keeps one page in memory until it is closed. Begins before the first pair.
public final class ModSeqCursor extends PageCursor {
    ModSeqCursor(SegmentFile file) {
        super(file);
    }
}
