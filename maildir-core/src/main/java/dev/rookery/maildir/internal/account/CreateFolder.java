// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.FolderPath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import org.jspecify.annotations.Nullable;

/// CREATE. The directory comes first: without its record it would be found as another program's.
/// The mailbox is open from the beginning, so that nothing can fail once it is there.
final class CreateFolder implements Operation<OpenMailbox> {
    private final OpenAccount account;
    private final MailboxName name;
    private FolderPath path = FolderPath.ROOT;

    /// Whether the directory led to others before.
    private boolean wasThere;

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
        path = draft.table().pathFor(name, account.layout());
        FolderFiles files = account.tree().atMade(path, account.owner(), this::makeDirectory);
        int id = draft.table().nextFolder();
        long now = account.clock().instant().getEpochSecond();
        draft.add(
                new Entry.FolderAdded(
                        id,
                        name,
                        path,
                        draft.table().nextUidValidity(now).value(),
                        account.newIdentity()));
        OpenMailbox made = new OpenMailbox(account, name, draft.folder(id, name), files);
        mailbox = made;
        return made;
    }

    private FolderFiles makeDirectory(Directory parent, String directory) throws IOException {
        Directory made = openNew(parent, directory);
        try {
            return FolderDirectory.fill(account, parent, made);
        } catch (IOException refused) {
            try {
                removeDirectory(parent, directory);
            } catch (IOException stays) {
                refused.addSuppressed(stays);
            }
            throw refused;
        }
    }

    /// A directory without `cur/` is no folder yet, and becomes one.
    private Directory openNew(Directory parent, String directory) throws IOException {
        try {
            return parent.createDirectory(directory, account.owner());
        } catch (FileAlreadyExistsException there) {
            Directory found = parent.openDirectory(directory);
            if (found.stat("cur").isEmpty()) {
                wasThere = true;
                return found;
            }
            found.close();
            throw new MailboxExistsException(name);
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
        account.tree().at(path, this::removeDirectory);
    }

    /// Removes the directory if nobody has put anything into it. What led to others, does again.
    private boolean removeDirectory(Directory parent, String directory) throws IOException {
        try (Directory made = parent.openDirectory(directory)) {
            FolderDirectory.empty(made);
        }
        if (!wasThere) {
            parent.deleteDirectory(directory);
        }
        return true;
    }
}
