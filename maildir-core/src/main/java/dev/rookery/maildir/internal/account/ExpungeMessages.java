// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Inodes;
import dev.rookery.maildir.internal.journal.Journal;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.UidLongMap;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;

/// EXPUNGE. The files go after the answer.
final class ExpungeMessages implements Operation<UidSet> {
    private final OpenMailbox mailbox;
    private final UidSet messages;
    private final UidLongMap inodes;

    /// @param inodes of their files, as far as they are known: another file under such a name is
    ///   somebody else's
    private ExpungeMessages(OpenMailbox mailbox, UidSet messages, UidLongMap inodes) {
        this.mailbox = mailbox;
        this.messages = messages;
        this.inodes = inodes;
    }

    /// On a full disk the journal has no room for what tells so many files from others.
    static void run(OpenAccount account, OpenMailbox mailbox, UidSet messages) throws IOException {
        UidLongMap inodes = inodes(account, mailbox, messages);
        try {
            account.writer().run(new ExpungeMessages(mailbox, messages, inodes));
        } catch (NoSpaceException full) {
            account.writer().run(new ExpungeMessages(mailbox, messages, UidLongMap.EMPTY));
        }
    }

    private static UidLongMap inodes(OpenAccount account, OpenMailbox mailbox, UidSet messages)
            throws IOException {
        FolderState now = mailbox.state();
        UidLongMap[] inodes = {UidLongMap.EMPTY};
        UidSet placed = messages.and(now.snapshot().uids()).minus(now.unplaced());
        now.snapshot()
                .forEachRow(
                        placed,
                        row -> {
                            String name = now.fileName(row);
                            Found file =
                                    new Found(new MessageFileName(name), now.isInNew(row.uid()));
                            long inode = inode(account, mailbox, file);
                            if (inode != 0) {
                                UidSet one = UidSet.of(new Uid(row.uid()));
                                inodes[0] = inodes[0].with(one, inode);
                            }
                        });
        return inodes[0];
    }

    /// 0 if it cannot be told: then the name alone has to do.
    private static long inode(OpenAccount account, OpenMailbox mailbox, Found file) {
        try {
            return mailbox.files().stat(file).map(there -> there.id().inode()).orElse(0L);
        } catch (IOException refused) {
            account.report("cannot look at a file to be removed in " + mailbox.files(), refused);
            return 0;
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
