// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.journal.Entry;
import java.io.IOException;
import java.util.Optional;

/// Gives a folder its numbers before it is made: nobody else gets them, whatever becomes of it.
final class ReserveFolder implements Operation<FolderInfo> {
    private final OpenAccount account;
    private final MailboxName name;

    ReserveFolder(OpenAccount account, MailboxName name) {
        this.account = account;
        this.name = name;
    }

    @Override
    public FolderInfo prepare(Draft draft) throws IOException {
        FolderTable table = draft.table();
        if (table.folder(name).isPresent()) {
            throw new MailboxExistsException(name);
        }
        int id = table.nextFolder();
        UidValidity uidValidity = account.uidValidities().next(table);
        FolderInfo reserved =
                new FolderInfo(
                        id,
                        name,
                        table.pathFor(name, account.layout()),
                        uidValidity,
                        account.engine().newIdentity(),
                        Optional.empty());
        draft.add(new Entry.AccountCounters(id, uidValidity.value()));
        return reserved;
    }
}
