// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// CREATE. The journal says first what is to be: a directory without its record would be found as
/// another program's, and be for nothing. After a crash in between, a record without a directory
/// goes with the next look, and what is missing in a directory is made when it is opened. The
/// mailbox is open from the beginning, so that nothing can fail once it is there.
///
/// Answers where the mailbox is found once it is made.
final class CreateFolder implements Operation<Supplier<OpenMailbox>> {
    private final OpenAccount account;
    private final MailboxName name;
    private final Set<SpecialUse> uses;
    private FolderPath path = FolderPath.ROOT;
    private @Nullable FolderState folder;
    private @Nullable OpenMailbox mailbox;

    /// Whether the directory led to others before.
    private boolean wasThere;

    /// @param uses what it is for; if it is for none, nothing is said of it
    CreateFolder(OpenAccount account, MailboxName name, Set<SpecialUse> uses) {
        this.account = account;
        this.name = name;
        this.uses = Set.copyOf(uses);
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Supplier<OpenMailbox> prepare(Draft draft) throws IOException {
        if (draft.table().folder(name).isPresent()) {
            throw new MailboxExistsException(name);
        }
        path = draft.table().pathFor(name, account.layout());
        if (FolderDirectory.isTaken(account.tree(), path)) {
            throw new MailboxExistsException(name);
        }
        int id = draft.table().nextFolder();
        draft.add(
                new Entry.FolderAdded(
                        id,
                        name,
                        path,
                        account.uidValidities().next(draft.table()).value(),
                        account.engine().newIdentity()));
        if (!uses.isEmpty()) {
            draft.add(new Entry.FolderAssigned(id, uses));
        }
        folder = draft.folder(id, name);
        return () -> Objects.requireNonNull(mailbox);
    }

    @Override
    public void perform(Aftermath aftermath) throws IOException {
        FolderFiles files = account.tree().atMade(path, account.owner(), this::makeDirectory);
        OpenMailbox made = new OpenMailbox(account, name, Objects.requireNonNull(folder), files);
        account.mailboxes().adopt(made);
        mailbox = made;
    }

    @Override
    public void undo(Aftermath aftermath) {
        aftermath.add(new Entry.FolderRemoved(Objects.requireNonNull(folder).id()));
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
