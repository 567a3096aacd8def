// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.quota.Usage;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;

/// Messages that go as others come, in one step.
record ReplacedMessages(OpenMailbox mailbox, UidSet messages, KnownInodes inodes) {
    static ReplacedMessages of(OpenAccount account, OpenMailbox mailbox, UidSet messages)
            throws IOException {
        return new ReplacedMessages(mailbox, messages, KnownInodes.of(account, mailbox, messages));
    }

    /// What they take up, all of them.
    ///
    /// @throws MessageExpungedException if one is gone
    Usage usage(Draft draft) throws IOException {
        MailboxSnapshot snapshot = snapshot(draft);
        UidSet gone = messages.minus(snapshot.uids());
        if (!gone.isEmpty()) {
            throw new MessageExpungedException(gone.first());
        }
        long bytes = 0;
        for (Uid uid : messages) {
            bytes += snapshot.physicalBytes(uid);
        }
        return new Usage(bytes, messages.size());
    }

    Entry entry(Draft draft) throws IOException {
        long modSeq = snapshot(draft).highestModSeq().value() + 1;
        return new Entry.MessagesExpunged(mailbox.id(), modSeq, messages, inodes.among(messages));
    }

    private MailboxSnapshot snapshot(Draft draft) throws IOException {
        return draft.folder(mailbox.id(), mailbox.name()).snapshot();
    }
}
