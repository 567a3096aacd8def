// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Inodes;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.UidLongMap;
import java.io.IOException;

/// EXPUNGE. The files go after the answer.
final class ExpungeMessages implements Operation<UidSet> {
    private final OpenMailbox mailbox;
    private final UidSet messages;
    private final UidLongMap inodes;

    /// @param inodes of their files, as far as they are known: another file under such a name is
    ///   somebody else's
    ExpungeMessages(OpenMailbox mailbox, UidSet messages, UidLongMap inodes) {
        this.mailbox = mailbox;
        this.messages = messages;
        this.inodes = inodes;
    }

    @Override
    public boolean freesSpace() {
        return true;
    }

    @Override
    public UidSet prepare(Draft draft) throws IOException {
        MailboxSnapshot snapshot = draft.folder(mailbox.id(), mailbox.name()).snapshot();
        UidSet present = messages.and(snapshot.uids());
        if (!present.isEmpty()) {
            long modSeq = snapshot.highestModSeq().value() + 1;
            draft.add(new Entry.MessagesExpunged(mailbox.id(), modSeq, present, inodesOf(present)));
        }
        return present;
    }

    private Inodes inodesOf(UidSet present) {
        if (inodes.isEmpty()) {
            return Inodes.UNKNOWN;
        }
        long[] known = new long[(int) present.size()];
        int[] place = new int[1];
        present.forEachUid(uid -> known[place[0]++] = inodes.get(uid));
        return Inodes.of(known);
    }
}
