// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.util.Optional;

/// Opens a folder's directories. On the writer, where nobody renames or removes it meanwhile.
final class OpenFolder implements Operation<OpenMailbox> {
    private final OpenAccount account;
    private final int id;
    private final MailboxName name;

    OpenFolder(OpenAccount account, int id, MailboxName name) {
        this.account = account;
        this.id = id;
        this.name = name;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public OpenMailbox prepare(Draft draft) throws IOException {
        Optional<OpenMailbox> another = account.mailboxes().find(id);
        if (another.isPresent()) {
            return another.get();
        }
        boolean wasInMemory = draft.committed().loaded(id).isPresent();
        FolderState folder = draft.folder(id, name);
        FolderInfo now = draft.table().folder(id).orElseThrow();
        FolderFiles files = account.openFiles(now);
        if (wasInMemory) {
            keepIndex(folder, files);
        }
        OpenMailbox mailbox = new OpenMailbox(account, now.name(), folder, files);
        account.mailboxes().attach(mailbox);
        return mailbox;
    }

    /// Its directory may have been replaced since it was read.
    private void keepIndex(FolderState folder, FolderFiles files) throws IOException {
        try {
            ReopenFolder.keepIndex(account, folder, files.home());
        } catch (IOException | RuntimeException refused) {
            Engine.closeAfter(refused, files);
            throw refused;
        }
    }
}
