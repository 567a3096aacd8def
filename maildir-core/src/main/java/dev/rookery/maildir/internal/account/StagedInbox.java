// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.RemovedFolder;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/// A folder that is to take over all messages of INBOX, made ready while others go on: its
/// directory lies aside, under a name that is no folder's, with a second name for every file; what
/// the journal has to say of it is known.
///
/// A start finds the directory and, by the number in its name, puts it where the journal says that
/// the folder is; or removes it, if the journal says nothing ([SettleFolders]).
final class StagedInbox implements Closeable {
    private static final int PIECE = 500;
    private static final int LINK_ATTEMPTS_MAX = 3;
    private static final long MOD_SEQ = 2;

    private final OpenAccount account;
    private final OpenMailbox inbox;
    private final FolderInfo target;
    private final FolderFiles files;
    private final MailboxSnapshot then;

    private final List<Entry.MessageAdded> entries = new ArrayList<>();
    private final List<MessageCopy> unlinked = new ArrayList<>();
    private FolderState state;

    private StagedInbox(
            OpenAccount account, OpenMailbox inbox, FolderInfo target, FolderFiles files) {
        this.account = account;
        this.inbox = inbox;
        this.target = target;
        this.files = files;
        this.then = inbox.snapshot();
        this.state = FolderState.empty(target.id(), target.uidValidity());
    }

    /// @param target with numbers that are nobody else's
    static StagedInbox of(OpenAccount account, OpenMailbox inbox, FolderInfo target)
            throws IOException {
        try {
            FolderFiles files = account.onStorage(() -> makeAside(account, target));
            StagedInbox staged = new StagedInbox(account, inbox, target, files);
            try {
                staged.take();
                return staged;
            } catch (IOException | RuntimeException | Error refused) {
                staged.close();
                throw refused;
            }
        } catch (IOException | RuntimeException | Error refused) {
            account.removeAside(aside(target));
            throw refused;
        }
    }

    /// Where the folder's directory lies until the journal tells of the folder.
    static String aside(FolderInfo target) {
        return RemovedFolder.nameOf(target.id());
    }

    private static FolderFiles makeAside(OpenAccount account, FolderInfo target)
            throws IOException {
        Directory root = account.root();
        return FolderDirectory.fill(
                account, root, root.createDirectory(aside(target), account.owner()));
    }

    private void take() throws IOException {
        inbox.awaitFiles(then.uids());
        List<Row> rows = new ArrayList<>();
        then.forEachRow(then.uids(), rows::add);
        for (int from = 0; from < rows.size(); from += PIECE) {
            List<Row> piece = rows.subList(from, Math.min(from + PIECE, rows.size()));
            account.onStorage(() -> {
                for (Row row : piece) {
                    take(MessageCopy.of(then, row, account.fileNames().next()));
                }
            });
            state = state.added(entries.subList(from, entries.size()));
        }
        for (int attempt = 1; !unlinked.isEmpty() && attempt < LINK_ATTEMPTS_MAX; attempt++) {
            inbox.lookout().lookAround();
            List<MessageCopy> again = List.copyOf(unlinked);
            unlinked.clear();
            account.onStorage(() -> {
                for (MessageCopy copy : again) {
                    link(copy);
                }
            });
        }
        account.onStorage(files.cur()::force);
    }

    private void take(MessageCopy copy) throws IOException {
        long uid = entries.size() + 1L;
        Entry.MessageAdded entry =
                copy.entry(inbox.id(), target.id(), uid, MOD_SEQ, inbox.nowSeconds());
        entries.add(entry);
        link(copy);
    }

    /// A message whose file is nowhere to be found stays, until a look finds that it is gone.
    private void link(MessageCopy copy) throws IOException {
        try {
            MessageLinks.link(
                    inbox.files(), inbox.state(), copy.row(), files, copy.name().text(), false);
        } catch (NoSuchFileException gone) {
            unlinked.add(copy);
        }
    }

    FolderInfo target() {
        return target;
    }

    /// All messages that the entries tell of, by their UIDs in INBOX.
    UidSet all() {
        return then.uids();
    }

    /// Those that have a file here.
    UidSet linked() {
        UidSet.Builder missing = UidSet.builder();
        unlinked.forEach(copy -> missing.accept(copy.row().uid()));
        return all().minus(missing.build());
    }

    /// When INBOX was as the entries tell.
    ModSeq plannedAt() {
        return then.highestModSeq();
    }

    List<Entry.MessageAdded> entries() {
        return entries;
    }

    /// What the entries make of the folder.
    FolderState state() {
        return state;
    }

    /// The UIDs that messages of INBOX have here.
    UidSet here(UidSet messages) {
        UidSet.Builder here = UidSet.builder();
        messages.forEachUid(uid -> here.accept(all().rank(new Uid(uid))));
        return here.build();
    }

    /// Removes the files of messages that are not to come along, durably.
    ///
    /// @param here their UIDs
    void drop(UidSet here) throws IOException {
        if (here.isEmpty()) {
            return;
        }
        for (Uid uid : here) {
            files.cur().delete(entries.get((int) uid.value() - 1).fileName());
        }
        files.cur().force();
    }

    @Override
    public void close() {
        account.closeQuietly(files);
    }
}
