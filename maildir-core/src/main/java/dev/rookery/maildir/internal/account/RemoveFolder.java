// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.MaildirPlusPlus;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/// DELETE. The directory is set aside under a name that is no folder's, then emptied.
final class RemoveFolder implements Operation<Boolean> {
    /// What is set aside begins so, followed by the folder's number.
    static final String ASIDE = "..rookery-removed.";

    private final OpenAccount account;
    private final MailboxName name;
    private int id;

    RemoveFolder(OpenAccount account, MailboxName name) {
        this.account = account;
        this.name = name;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Boolean prepare(Draft draft) {
        if (name.isInbox()) {
            throw new InvalidMailboxNameException("INBOX cannot be deleted");
        }
        id = draft.state().folder(name).orElseThrow(() -> new NoSuchMailboxException(name)).id();
        draft.add(new Entry.FolderRemoved(id));
        return true;
    }

    @Override
    public void perform(Aftermath aftermath) throws IOException {
        setAside(account.root(), name, id);
        account.root().force();
        aftermath.add(new Entry.FoldersSettled());
        empty(account.root(), ASIDE + id);
    }

    static void setAside(Directory root, MailboxName name, int id) throws IOException {
        try {
            root.rename(MaildirPlusPlus.directoryOf(name), root, ASIDE + id);
        } catch (NoSuchFileException already) {
            // Another program, or an earlier run, was faster: it is gone, as it should be.
            return;
        }
    }

    /// Removes what was set aside: two levels are all a folder has.
    static void empty(Directory root, String aside) throws IOException {
        try (Directory folder = root.openDirectory(aside)) {
            for (Directory.Entry entry : folder.list()) {
                if (folder.stat(entry.name()).orElseThrow().isDirectory()) {
                    emptyFlat(folder, entry.name());
                } else {
                    folder.delete(entry.name());
                }
            }
        } catch (NoSuchFileException gone) {
            return;
        }
        root.deleteDirectory(aside);
    }

    private static void emptyFlat(Directory parent, String name) throws IOException {
        try (Directory flat = parent.openDirectory(name)) {
            for (Directory.Entry entry : flat.list()) {
                flat.delete(entry.name());
            }
        }
        parent.deleteDirectory(name);
    }
}
