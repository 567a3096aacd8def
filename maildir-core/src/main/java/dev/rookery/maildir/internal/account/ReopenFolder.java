// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.internal.checkpoint.FolderStore;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.layout.RemovedFolder;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;

/// Lets an open mailbox go on in the directory that lies under its folder's name by now, if that is
/// another one. What is known of the messages stays; the next look finds out which of them are
/// there. On the writer, where nobody renames or removes the folder meanwhile, and nobody is in the
/// middle of a change.
final class ReopenFolder implements Operation<Boolean> {
    private static final System.Logger LOG = System.getLogger(ReopenFolder.class.getName());

    private final OpenAccount account;
    private final OpenMailbox mailbox;

    ReopenFolder(OpenAccount account, OpenMailbox mailbox) {
        this.account = account;
        this.mailbox = mailbox;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers whether it was another one.
    ///
    /// @throws NoSuchFileException if there is none
    @Override
    public Boolean prepare(Draft draft) throws IOException {
        FolderInfo folder =
                draft.table()
                        .folder(mailbox.id())
                        .orElseThrow(() -> new NoSuchMailboxException(mailbox.name()));
        return switch (mailbox.lookout().place().find(folder.path())) {
            case SAME -> false;
            case NONE ->
                    throw new NoSuchFileException(
                            mailbox.files().toString(), null, "the folder was removed");
            case ANOTHER -> {
                reopen(draft, folder);
                yield true;
            }
        };
    }

    private void reopen(Draft draft, FolderInfo folder) throws IOException {
        if (account.root().stat(RemovedFolder.nameOf(folder.id())).isPresent()) {
            throw new IOException(
                    "set aside, and not replaced by what lies there: " + folder.name());
        }
        FolderState state = draft.folder(folder.id(), folder.name());
        FolderFiles files = account.openFiles(folder);
        try {
            // Mail that was acknowledged goes there: whoever made it need not have forced it.
            files.home().force();
            if (!folder.path().isRoot()) {
                account.tree().at(folder.path(), ReopenFolder::force);
            }
            keepIndex(account, state, files.home());
            mailbox.goOnIn(files);
        } catch (IOException | RuntimeException refused) {
            Engine.closeAfter(refused, files);
            throw refused;
        }
        LOG.log(Level.WARNING, "{0}: another directory lies there now, and is used", files);
        keepLetters(draft, state);
        mailbox.lookout().expectChanges();
        account.stirred(mailbox);
    }

    private static boolean force(Directory parent, String name) throws IOException {
        parent.force();
        return true;
    }

    /// The index that lies there, of whatever time, counts for nothing: memory knows all that the
    /// one told that it was read from.
    static void keepIndex(OpenAccount account, FolderState state, Directory home)
            throws IOException {
        if (!FolderStore.holds(home, state)) {
            account.rewriteIndex(state.id());
        }
    }

    /// What names say by letters goes on meaning that.
    private void keepLetters(Draft draft, FolderState state) {
        try {
            if (state.letters().count() > 0) {
                GiveLetters.again(account, mailbox, draft);
            } else {
                TakeLetters.ifAny(mailbox, draft);
            }
        } catch (IOException trouble) {
            account.report("keywords may have no letters in " + mailbox.files(), trouble);
        }
    }
}
