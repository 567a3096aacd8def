// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.sync.FolderListing;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Tells whether a folder's directories may have changed since they were listed last.
///
/// Marks younger than a second when they were read say nothing: a further change in the same tick
/// of a coarse clock would leave them equal.
final class FolderWatch {
    private static final long SETTLED_AFTER_NANOS = 1_000_000_000L;

    private final FolderFiles files;
    private final InstantSource clock;

    private volatile FolderListing.@Nullable Marks trusted;
    private volatile UidSet suspects = UidSet.EMPTY;

    FolderWatch(FolderFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
    }

    /// Messages the last listing did not show.
    UidSet suspects() {
        return suspects;
    }

    boolean mayHaveChanged() throws IOException {
        return !suspects.isEmpty()
                || !FolderListing.Marks.of(files.cur(), files.fresh()).equals(trusted);
    }

    void looked(SyncFolder.Outcome outcome) {
        suspects = outcome.missing();
        long now = clock.instant().toEpochMilli() * 1_000_000L;
        boolean settled = now - outcome.marks().modifiedNanos() > SETTLED_AFTER_NANOS;
        trusted = settled && outcome.complete() ? outcome.marks() : null;
    }
}
