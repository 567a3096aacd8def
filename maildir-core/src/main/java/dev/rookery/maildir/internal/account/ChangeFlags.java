// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;

/// STORE. File names follow later, or at once if the store was asked for that.
final class ChangeFlags implements Operation<UidSet> {
    private final OpenMailbox mailbox;
    private final UidSet messages;
    private final FlagChange change;

    ChangeFlags(OpenMailbox mailbox, UidSet messages, FlagChange change) {
        this.mailbox = mailbox;
        this.messages = messages;
        this.change = change;
    }

    @Override
    public UidSet prepare(Draft draft) throws IOException {
        MailboxSnapshot snapshot = draft.folder(mailbox.id(), mailbox.name()).snapshot();
        if (change.action() != FlagChange.Action.REMOVE) {
            Limits.requireRoomForKeywords(snapshot, change.flags());
        }
        UidSet changed = snapshot.changedBy(messages, change);
        if (!changed.isEmpty()) {
            long modSeq = snapshot.highestModSeq().value() + 1;
            draft.add(new Entry.FlagsChanged(mailbox.id(), modSeq, changed, change));
        }
        return changed;
    }
}
