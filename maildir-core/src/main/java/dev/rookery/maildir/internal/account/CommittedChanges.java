// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Change;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.util.ArrayList;
import java.util.List;

/// What a group of entries means to those who listen to one mailbox.
///
/// @param arrived messages that are new, and still there
record CommittedChanges(List<Change> changes, UidSet arrived) {
    static CommittedChanges of(
            int folder, MailboxSnapshot before, MailboxSnapshot after, List<Entry> committed) {
        UidSet arrived = after.uids().minus(before.uids());
        UidSet gone = before.uids().minus(after.uids());
        UidSet flagged = flagged(folder, committed).and(after.uids()).minus(arrived);
        List<Change> changes = new ArrayList<>();
        if (!gone.isEmpty()) {
            changes.add(new Change.Expunged(after, gone));
        }
        if (!flagged.isEmpty()) {
            changes.add(new Change.FlagsChanged(after, flagged));
        }
        if (!arrived.isEmpty()) {
            changes.add(new Change.Arrived(after, arrived));
        }
        return new CommittedChanges(changes, arrived);
    }

    static Change deleted(MailboxSnapshot last) {
        return new Change.Deleted(last);
    }

    private static UidSet flagged(int folder, List<Entry> committed) {
        UidSet flagged = UidSet.EMPTY;
        for (Entry entry : committed) {
            if (entry instanceof Entry.FlagsChanged e && e.folder() == folder) {
                flagged = flagged.or(e.uids());
            }
        }
        return flagged;
    }
}
