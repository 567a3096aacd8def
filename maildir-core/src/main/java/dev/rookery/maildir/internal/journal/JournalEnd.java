// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.internal.files.FileStat;

/// How the journal of an account was left: where it ended, and the marks of its file. A journal
/// that ends earlier, or whose file was written to without getting longer, is not the one that was
/// left: somebody put an older one back.
///
/// Devices do not count: many get another number when the machine starts.
public record JournalEnd(long epoch, long lastSequence, FileStat.Mark file) {
    /// What became of a journal since.
    enum Since {
        /// Nothing was written.
        UNTOUCHED,
        /// It went on.
        LONGER,
        /// It is another one, or an older state of it.
        OTHER
    }

    Since since(JournalEnd left) {
        if (epoch != left.epoch || lastSequence != left.lastSequence) {
            boolean later = epoch >= left.epoch && lastSequence >= left.lastSequence;
            return later ? Since.LONGER : Since.OTHER;
        }
        boolean same =
                file.id().inode() == left.file.id().inode()
                        && file.modifiedNanos() == left.file.modifiedNanos()
                        && file.changedNanos() == left.file.changedNanos();
        return same ? Since.UNTOUCHED : Since.OTHER;
    }
}
