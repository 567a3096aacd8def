// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.RemovedFolder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/// DELETE. The directory is set aside first, under a name that is no folder's and tells whose it
/// was: without the record that it was removed, it is put back. With it, it is emptied some time
/// later. Folders below stay, and with the layout that nests, the directory they lie in.
final class RemoveFolder implements Operation<Integer> {
    private final OpenAccount account;
    private final MailboxName name;
    private int id;
    private FolderPath path = FolderPath.ROOT;

    RemoveFolder(OpenAccount account, MailboxName name) {
        this.account = account;
        this.name = name;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Integer prepare(Draft draft) throws IOException {
        if (name.isInbox()) {
            throw new InvalidMailboxNameException("INBOX cannot be deleted");
        }
        FolderInfo folder =
                draft.table().folder(name).orElseThrow(() -> new NoSuchMailboxException(name));
        id = folder.id();
        path = folder.path();
        draft.add(new Entry.FolderRemoved(id));
        try {
            account.tree().setAside(path, RemovedFolder.nameOf(id), account.owner());
        } catch (NoSuchFileException already) {
            // Another program was faster: it is gone, as it should be.
            return id;
        } catch (IOException refused) {
            try {
                abandon();
            } catch (IOException stays) {
                refused.addSuppressed(stays);
            }
            throw refused;
        }
        return id;
    }

    @Override
    public void abandon() throws IOException {
        account.tree().putBack(path, RemovedFolder.nameOf(id), account.owner());
    }
}
