// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.journal.Entry;
import java.io.IOException;
import java.util.Optional;

/// Gives a folder another UIDVALIDITY: what we knew of its UIDs is void. Its files stay, and what
/// they say. Whoever has it open finds it gone, and may open it again.
final class BeginAnew implements Operation<Boolean> {
    private final OpenAccount account;
    private final OpenMailbox mailbox;
    private final Optional<UidValidity> uidValidity;
    private final long passedOver;

    /// @param uidValidity greater than the folder's own; empty = one that nobody has used
    /// @param passedOver a UIDVALIDITY that somebody has used
    BeginAnew(
            OpenAccount account,
            OpenMailbox mailbox,
            Optional<UidValidity> uidValidity,
            long passedOver) {
        this.account = account;
        this.mailbox = mailbox;
        this.uidValidity = uidValidity;
        this.passedOver = passedOver;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Boolean prepare(Draft draft) throws IOException {
        FolderInfo folder =
                draft.table()
                        .folder(mailbox.id())
                        .orElseThrow(() -> new NoSuchMailboxException(mailbox.name()));
        if (draft.folder(folder.id(), folder.name()).owes()) {
            throw new IOException("files do not say yet what the journal says of them");
        }
        draft.add(new Entry.AccountCounters(0, passedOver));
        FolderTable table = draft.table();
        long now = account.clock().instant().getEpochSecond();
        UidValidity next = uidValidity.orElseGet(() -> table.nextUidValidity(now));
        draft.add(new Entry.FolderRemoved(folder.id()));
        draft.add(
                new Entry.FolderAdded(
                        table.nextFolder(),
                        folder.name(),
                        folder.path(),
                        next.value(),
                        folder.identity()));
        if (folder.uses().isPresent()) {
            draft.add(new Entry.FolderAssigned(table.nextFolder(), folder.uses().get()));
        }
        return true;
    }
}
