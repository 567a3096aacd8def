// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.journal.Entry;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// Gives a folder another UIDVALIDITY: what we knew of its UIDs is void. Its files stay, and what
/// they say. Whoever has it open finds it gone, and may open it again.
final class BeginAnew implements Operation<Boolean> {
    private static final System.Logger LOG = System.getLogger(BeginAnew.class.getName());

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

    /// Begins anew with a folder that has given out nearly all UIDs there are. If that cannot be
    /// done now, the next opening does it.
    ///
    /// @throws NoSuchMailboxException if it has begun anew; it can be opened again
    static void ifUsedUp(OpenAccount account, OpenMailbox mailbox) throws IOException {
        if (Limits.hasManyUids(mailbox.snapshot())) {
            return;
        }
        try {
            account.drain(mailbox);
            if (mailbox.state().owes()) {
                return;
            }
            account.writer().run(new BeginAnew(account, mailbox, Optional.empty(), 0));
        } catch (IOException refused) {
            account.report("UIDs are about to be used up in " + mailbox.files(), refused);
            return;
        }
        LOG.log(
                Level.WARNING,
                "{0}: nearly all UIDs were used up, so all messages get new ones",
                mailbox.files());
        throw new NoSuchMailboxException(mailbox.name());
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
        UidValidities given = account.uidValidities();
        UidValidity next =
                uidValidity.isPresent() ? given.given(uidValidity.get()) : given.next(table);
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
        for (Entry annotated : table.annotated(folder.id(), table.nextFolder())) {
            draft.add(annotated);
        }
        return true;
    }
}
