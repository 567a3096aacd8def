// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.MaildirPlusPlus;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CREATE. The directory comes first: without its record it would be found as another program's.
/// The mailbox is open from the beginning, so that nothing can fail once it is there.
final class CreateFolder implements Operation<OpenMailbox> {
    private static final List<String> PARTS = List.of("cur", "new", "tmp");

    private final OpenAccount account;
    private final MailboxName name;
    private @Nullable OpenMailbox mailbox;

    CreateFolder(OpenAccount account, MailboxName name) {
        this.account = account;
        this.name = name;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public OpenMailbox prepare(Draft draft) throws IOException {
        if (draft.table().folder(name).isPresent()) {
            throw new MailboxExistsException(name);
        }
        FolderFiles files = makeDirectory();
        int id = draft.table().nextFolder();
        long now = account.clock().instant().getEpochSecond();
        draft.add(
                new Entry.FolderAdded(
                        id,
                        name,
                        draft.table().nextUidValidity(now).value(),
                        account.newIdentity()));
        OpenMailbox made = new OpenMailbox(account, name, draft.folder(id, name), files);
        mailbox = made;
        return made;
    }

    private FolderFiles makeDirectory() throws IOException {
        Directory made = openNew(MaildirPlusPlus.directoryOf(name));
        try {
            createMarker(made);
            FolderFiles files = FolderFiles.open(made, account.owner(), true);
            forceAll(made, files);
            return files;
        } catch (IOException refused) {
            account.closeQuietly(made);
            try {
                removeDirectory();
            } catch (IOException stays) {
                refused.addSuppressed(stays);
            }
            throw refused;
        }
    }

    private void forceAll(Directory made, FolderFiles files) throws IOException {
        try {
            made.force();
            account.root().force();
        } catch (IOException refused) {
            account.closeQuietly(files);
            throw refused;
        }
    }

    /// A directory without `cur/` is no folder yet, and becomes one.
    private Directory openNew(String directory) throws IOException {
        try {
            return account.root().createDirectory(directory, account.owner());
        } catch (FileAlreadyExistsException there) {
            Directory found = account.root().openDirectory(directory);
            if (found.stat("cur").isEmpty()) {
                return found;
            }
            found.close();
            throw new MailboxExistsException(name);
        }
    }

    private void createMarker(Directory made) throws IOException {
        try {
            made.create(MaildirPlusPlus.MARKER, account.owner()).close();
        } catch (FileAlreadyExistsException there) {
            return;
        }
    }

    @Override
    public void perform(Aftermath aftermath) {
        if (mailbox != null) {
            account.adopt(mailbox);
        }
    }

    @Override
    public void abandon() throws IOException {
        if (mailbox != null) {
            account.closeQuietly(mailbox.files());
        }
        removeDirectory();
    }

    /// Removes the directory if nobody has put anything into it.
    private void removeDirectory() throws IOException {
        String directory = MaildirPlusPlus.directoryOf(name);
        try (Directory made = account.root().openDirectory(directory)) {
            for (String each : PARTS) {
                removeEmpty(made, each);
            }
            made.delete(MaildirPlusPlus.MARKER);
        }
        account.root().deleteDirectory(directory);
    }

    private static void removeEmpty(Directory parent, String name) throws IOException {
        try {
            parent.deleteDirectory(name);
        } catch (NoSuchFileException notMade) {
            return;
        }
    }
}
