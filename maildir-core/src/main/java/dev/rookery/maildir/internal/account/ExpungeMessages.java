// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;

/// EXPUNGE. The files go after the answer.
final class ExpungeMessages implements Operation<UidSet> {
    private final OpenMailbox mailbox;
    private final UidSet messages;

    ExpungeMessages(OpenMailbox mailbox, UidSet messages) {
        this.mailbox = mailbox;
        this.messages = messages;
    }

    @Override
    public boolean freesSpace() {
        return true;
    }

    @Override
    public UidSet prepare(Draft draft) {
        MailboxSnapshot snapshot = draft.folder(mailbox.id(), mailbox.name()).snapshot();
        UidSet present = messages.and(snapshot.uids());
        if (!present.isEmpty()) {
            long modSeq = snapshot.highestModSeq().value() + 1;
            draft.add(new Entry.MessagesExpunged(mailbox.id(), modSeq, present));
        }
        return present;
    }
}
