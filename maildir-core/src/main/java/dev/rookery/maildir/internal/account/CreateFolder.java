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

/// CREATE. The directory comes first: without its record it would be found as another program's.
final class CreateFolder implements Operation<Integer> {
    private final OpenAccount account;
    private final MailboxName name;

    CreateFolder(OpenAccount account, MailboxName name) {
        this.account = account;
        this.name = name;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Integer prepare(Draft draft) throws IOException {
        if (draft.state().folder(name).isPresent()) {
            throw new MailboxExistsException(name);
        }
        makeDirectory();
        int id = draft.state().nextFolder();
        long now = account.clock().instant().getEpochSecond();
        draft.add(new Entry.FolderAdded(id, name, draft.state().nextUidValidity(now).value()));
        return id;
    }

    private void makeDirectory() throws IOException {
        String directory = MaildirPlusPlus.directoryOf(name);
        try (Directory made = account.root().createDirectory(directory, account.owner())) {
            made.create(MaildirPlusPlus.MARKER, account.owner()).close();
            for (String each : new String[] {"cur", "new", "tmp"}) {
                made.createDirectory(each, account.owner()).close();
            }
            made.force();
            account.root().force();
        } catch (FileAlreadyExistsException foreign) {
            throw new MailboxExistsException(name);
        }
    }
}
