// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.IOException;

/// Tells whether a file still has the content its UID was given for: it is as large, and its time
/// is the one that became the message's INTERNALDATE. Messages never change, so neither does their
/// time, unless somebody puts another file in the place.
///
/// Some disks cannot express a date, or keep none as it is given; there the time tells nothing.
/// That is tried out before a file is taken for another one.
final class ContentCheck {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final OpenMailbox mailbox;

    /// Whether the disk is known to keep dates that every disk can express.
    private volatile boolean keepsDates;

    ContentCheck(OpenMailbox mailbox) {
        this.mailbox = mailbox;
    }

    boolean passes(Row row, FileStat file) throws IOException {
        return file.sizeBytes() == row.physicalBytes()
                && (seconds(file) == row.dateSeconds() || !isKept(row.dateSeconds()));
    }

    private static long seconds(FileStat file) {
        return Math.floorDiv(file.modifiedNanos(), NANOS_PER_SECOND);
    }

    private boolean isKept(long dateSeconds) throws IOException {
        boolean ordinary = dateSeconds >= 0 && dateSeconds <= Integer.MAX_VALUE;
        if (ordinary && keepsDates) {
            return true;
        }
        boolean kept = seconds(ProbeFile.dated(mailbox, dateSeconds)) == dateSeconds;
        keepsDates |= ordinary && kept;
        return kept;
    }
}
