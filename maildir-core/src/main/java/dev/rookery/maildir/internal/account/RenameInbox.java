// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Inodes;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// RENAME of INBOX: its messages move to a new folder, all or none, and INBOX stays with what comes
/// meanwhile (RFC 9051 §6.3.6).
///
/// All that takes long is done before ([StagedInbox]). The journal then says in one group that the
/// folder is there, with its messages, and that INBOX has them no more; after that the folder's
/// directory moves to its place, or is moved there by the next start.
final class RenameInbox implements Operation<Boolean> {
    private final OpenAccount account;
    private final OpenMailbox inbox;
    private final StagedInbox staged;
    private FolderInfo target;
    private boolean promised;

    private @Nullable OpenMailbox made;

    private RenameInbox(OpenAccount account, OpenMailbox inbox, StagedInbox staged) {
        this.account = account;
        this.inbox = inbox;
        this.staged = staged;
        this.target = staged.target();
    }

    static void run(OpenAccount account, MailboxName to) throws IOException {
        OpenMailbox inbox = account.mailboxes().open(MailboxName.INBOX);
        inbox.refresh();
        FolderInfo target = account.writer().run(new ReserveFolder(account, to));
        try (StagedInbox staged = StagedInbox.of(account, inbox, target)) {
            new RenameInbox(account, inbox, staged).run();
        }
    }

    private void run() throws IOException {
        try {
            account.writer().run(this);
        } catch (IOException | RuntimeException | Error refused) {
            if (!promised) {
                account.removeAside(StagedInbox.aside(target));
            }
            throw refused;
        }
        if (made != null) {
            account.namesOutOfDate(made);
        }
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public boolean revocable() {
        return true;
    }

    @Override
    public Boolean prepare(Draft draft) throws IOException {
        MailboxName to = target.name();
        FolderPath path = draft.table().pathFor(to, account.layout());
        if (draft.table().folder(to).isPresent() || FolderDirectory.isTaken(account.tree(), path)) {
            throw new MailboxExistsException(to);
        }
        target = target.renamed(to, path);
        MailboxSnapshot now = draft.folder(inbox.id(), inbox.name()).snapshot();
        UidSet moved = staged.linked().and(now.uids());
        UidSet dropped = staged.here(staged.all().minus(moved));
        staged.drop(dropped);
        draft.add(
                new Entry.FolderAdded(
                        target.id(), to, path, target.uidValidity().value(), target.identity()));
        draft.addAll(staged.entries(), staged.state());
        for (Entry annotated : draft.table().annotated(inbox.id(), target.id())) {
            draft.add(annotated);
        }
        if (!dropped.isEmpty()) {
            draft.add(
                    new Entry.MessagesExpunged(
                            target.id(), MailboxSnapshot.NEVER_TOLD, dropped, Inodes.UNKNOWN));
            draft.add(new Entry.FilesRemoved(target.id(), dropped));
        }
        followFlags(draft, now, moved);
        if (!moved.isEmpty()) {
            draft.add(new Entry.FilesPlaced(target.id(), staged.here(moved)));
            long modSeq = now.highestModSeq().value() + 1;
            draft.add(new Entry.MessagesExpunged(inbox.id(), modSeq, moved, Inodes.UNKNOWN));
        }
        promised = true;
        return true;
    }

    /// Gives messages the flags they have got since they were made ready.
    private void followFlags(Draft draft, MailboxSnapshot now, UidSet moved) throws IOException {
        Map<Flags, UidSet.Builder> changed = new HashMap<>();
        for (Uid uid : now.changedSince(staged.plannedAt(), moved)) {
            changed.computeIfAbsent(now.flags(uid), _ -> UidSet.builder()).add(uid);
        }
        for (Map.Entry<Flags, UidSet.Builder> each : changed.entrySet()) {
            Optional<FolderState> there = draft.find(target.id());
            draft.add(
                    new Entry.FlagsChanged(
                            target.id(),
                            there.orElseThrow().snapshot().highestModSeq().value() + 1,
                            staged.here(each.getValue().build()),
                            FlagChange.replace(each.getKey())));
        }
    }

    @Override
    public void perform(Aftermath aftermath) throws IOException {
        try {
            account.tree().putBack(target.path(), StagedInbox.aside(target), account.owner());
            FolderState empty = FolderState.empty(target.id(), target.uidValidity());
            OpenMailbox opened =
                    new OpenMailbox(account, target.name(), empty, account.openFiles(target));
            account.mailboxes().adopt(opened);
            made = opened;
        } catch (IOException refused) {
            putAside(refused);
            throw refused;
        }
    }

    private void putAside(IOException reason) {
        try {
            account.tree().setAside(target.path(), StagedInbox.aside(target), account.owner());
        } catch (NoSuchFileException neverThere) {
            return;
        } catch (IOException stays) {
            reason.addSuppressed(stays);
        }
    }

    @Override
    public void abandon() {
        promised = false;
    }
}
