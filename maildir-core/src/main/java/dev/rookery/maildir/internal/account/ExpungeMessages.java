// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Inodes;
import dev.rookery.maildir.internal.journal.Journal;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;
import java.util.Optional;

/// EXPUNGE. The files go after the answer.
final class ExpungeMessages implements Operation<UidSet> {
    private final OpenMailbox mailbox;
    private final UidSet messages;
    private final Optional<KnownInodes> inodes;

    /// @param inodes of their files, as far as they are known: another file under such a name is
    ///   somebody else's
    private ExpungeMessages(OpenMailbox mailbox, UidSet messages, Optional<KnownInodes> inodes) {
        this.mailbox = mailbox;
        this.messages = messages;
        this.inodes = inodes;
    }

    /// On a full disk the journal has no room for what tells so many files from others.
    static void run(OpenAccount account, OpenMailbox mailbox, UidSet messages) throws IOException {
        KnownInodes inodes = KnownInodes.of(account, mailbox, messages);
        try {
            account.writer().run(new ExpungeMessages(mailbox, messages, Optional.of(inodes)));
        } catch (NoSpaceException full) {
            account.writer().run(new ExpungeMessages(mailbox, messages, Optional.empty()));
        }
    }

    @Override
    public Journal.Room room() {
        return Journal.Room.RESERVE;
    }

    @Override
    public UidSet prepare(Draft draft) throws IOException {
        MailboxSnapshot snapshot = draft.folder(mailbox.id(), mailbox.name()).snapshot();
        UidSet present = messages.and(snapshot.uids());
        if (!present.isEmpty()) {
            long modSeq = snapshot.highestModSeq().value() + 1;
            draft.add(
                    new Entry.MessagesExpunged(
                            mailbox.id(),
                            modSeq,
                            present,
                            inodes.map(known -> known.among(present)).orElse(Inodes.UNKNOWN)));
        }
        return present;
    }
}
