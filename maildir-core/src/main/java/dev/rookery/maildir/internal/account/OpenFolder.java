// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;

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
        FolderState folder = draft.folder(id, name);
        FolderInfo now = draft.table().folder(id).orElseThrow();
        OpenMailbox mailbox = new OpenMailbox(account, now.name(), folder, account.openFiles(now));
        account.mailboxes().attach(mailbox);
        return mailbox;
    }
}
