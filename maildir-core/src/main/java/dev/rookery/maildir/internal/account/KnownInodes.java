// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.journal.Inodes;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Inodes of files of messages that are to be removed, ascending by UID; 0 where nobody could tell.
/// Another file under such a name is somebody else's.
record KnownInodes(UidSet messages, Inodes inodes) {
    /// Not worth a further thread below that.
    private static final int MANY_FILES = 256;

    static KnownInodes of(OpenAccount account, OpenMailbox mailbox, UidSet messages)
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
        return new KnownInodes(
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

    /// Those of some of the messages.
    Inodes among(UidSet some) {
        long[] known = new long[(int) some.size()];
        int place = 0;
        for (Uid uid : some) {
            boolean told = messages.contains(uid);
            known[place++] = told ? inodes.at((int) messages.rank(uid) - 1) : 0;
        }
        return Inodes.of(known);
    }
}
