// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.quota.Usage;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;

/// Where folders are written to and read from, so that the journal need not tell their whole life.
interface FolderIndex {
    /// What is written of a folder; an empty folder if nothing usable is.
    ///
    /// @param counted whether the journal tells how far it had counted: then a missing index is no
    ///   reason to leave room for what may have been told
    Stored read(FolderInfo folder, boolean counted) throws IOException;

    /// The number of the last entry of the journal that is included in what is written of a folder;
    /// 0 if nothing usable is.
    long sequence(FolderInfo folder) throws IOException;

    /// What a folder that is written, and not yet read, counts for in the account's quota.
    Usage usage(FolderInfo folder) throws IOException;

    /// A folder as it was written.
    ///
    /// @param sequence of the last entry of the journal that is included
    /// @param sound whether it is all that was written
    record Stored(FolderState state, long sequence, boolean sound) {}
}
