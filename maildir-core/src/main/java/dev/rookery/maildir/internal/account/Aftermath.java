// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Inodes;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What performing one operation left to do: directories to force, and entries that say what is
/// done once they are. Those entries need no force of their own: losing one means only that its
/// work is done again.
final class Aftermath {
    private final Set<Directory> touched = new LinkedHashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private boolean forGood;

    void touched(Directory directory) {
        touched.add(directory);
    }

    Set<Directory> touched() {
        return touched;
    }

    /// Takes messages back that nobody has heard of, and whose files are gone.
    void forget(int folder, UidSet uids) {
        entries.add(
                new Entry.MessagesExpunged(
                        folder, MailboxSnapshot.NEVER_TOLD, uids, Inodes.UNKNOWN));
    }

    /// The same for messages of which a restart must not find a part: the entries that take them
    /// back are made durable before anybody hears of the refusal, and [Operation#abandon] follows.
    ///
    /// @param unplaced those whose bodies stand in the journal
    void forgetForGood(int folder, UidSet uids, UidSet unplaced) {
        forget(folder, uids);
        if (!unplaced.isEmpty()) {
            entries.add(new Entry.FilesPlaced(folder, unplaced));
        }
        entries.add(new Entry.FilesRemoved(folder, uids));
        forGood = true;
    }

    boolean isForGood() {
        return forGood;
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    List<Entry> entries() {
        return entries;
    }
}
