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
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// EXPUNGE. The files go after the answer.
final class ExpungeMessages implements Operation<UidSet> {
    /// Not worth a further thread below that.
    private static final int MANY_FILES = 256;

    private final OpenMailbox mailbox;
    private final UidSet messages;
    private final Optional<Known> inodes;

    /// Inodes of files of messages, ascending by UID; 0 where nobody could tell.
    private record Known(UidSet messages, Inodes inodes) {
        long of(Uid uid) {
            return messages.contains(uid) ? inodes.at((int) messages.rank(uid) - 1) : 0;
        }
    }

    /// @param inodes of their files, as far as they are known: another file under such a name is
    ///   somebody else's
    private ExpungeMessages(OpenMailbox mailbox, UidSet messages, Optional<Known> inodes) {
        this.mailbox = mailbox;
        this.messages = messages;
        this.inodes = inodes;
    }

    /// On a full disk the journal has no room for what tells so many files from others.
    static void run(OpenAccount account, OpenMailbox mailbox, UidSet messages) throws IOException {
        Known inodes = inodes(account, mailbox, messages);
        try {
            account.writer().run(new ExpungeMessages(mailbox, messages, Optional.of(inodes)));
        } catch (NoSpaceException full) {
            account.writer().run(new ExpungeMessages(mailbox, messages, Optional.empty()));
        }
    }

    private static Known inodes(OpenAccount account, OpenMailbox mailbox, UidSet messages)
            throws IOException {
        FolderState now = mailbox.state();
        UidSet placed = messages.and(now.snapshot().uids()).minus(now.unplaced());
        UidSet.Builder seen = UidSet.builder();
        List<Found> files = new ArrayList<>((int) placed.size());
        now.snapshot()
                .forEachRow(
                        placed,
                        row -> {
                            String name = now.fileName(row);
                            seen.accept(row.uid());
                            files.add(new Found(new MessageFileName(name), now.isInNew(row.uid())));
                        });
        List<Long> inodes =
                files.size() < MANY_FILES
                        ? inodes(account, mailbox, files)
                        : account.onStorage(files, part -> inodes(account, mailbox, part));
        return new Known(
                seen.build(), Inodes.of(inodes.stream().mapToLong(Long::longValue).toArray()));
    }

    private static List<Long> inodes(OpenAccount account, OpenMailbox mailbox, List<Found> files) {
        List<Long> inodes = new ArrayList<>(files.size());
        for (Found file : files) {
            inodes.add(inode(account, mailbox, file));
        }
        return inodes;
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
        int place = 0;
        for (Uid uid : present) {
            known[place++] = inodes.get().of(uid);
        }
        return Inodes.of(known);
    }
}
