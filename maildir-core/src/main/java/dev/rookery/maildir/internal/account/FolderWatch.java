// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.sync.FolderListing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Tells whether a folder's directories may have changed since they were listed last.
///
/// Marks younger than a second when they were read say nothing: a further change in the same tick
/// of a coarse clock would leave them equal.
final class FolderWatch {
    private static final long SETTLED_AFTER_NANOS = 1_000_000_000L;

    private final FolderFiles files;

    private volatile FolderListing.@Nullable Marks trusted;
    private volatile UidSet suspects = UidSet.EMPTY;

    FolderWatch(FolderFiles files) {
        this.files = files;
    }

    /// Messages the last listing did not show.
    UidSet suspects() {
        return suspects;
    }

    boolean mayHaveChanged() throws IOException {
        FolderListing.Marks known = trusted;
        return known == null
                || !suspects.isEmpty()
                || !FolderListing.Marks.of(files.cur(), files.fresh()).equals(known);
    }

    /// @param complete whether everything the listing showed was taken in
    void looked(FolderLook.Seen seen, UidSet stillMissing, boolean complete) {
        suspects = stillMissing;
        boolean certain =
                complete && seen.listing().stable() && seen.ageNanos() > SETTLED_AFTER_NANOS;
        trusted = certain ? seen.listing().marks() : null;
    }
}
