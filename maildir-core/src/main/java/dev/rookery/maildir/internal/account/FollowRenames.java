// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.FlagLetters;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.KeywordLetters;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.FlagMerge;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Believes what a look found to have other names than before: they become flags.
///
/// Names we gave show some state of the letters we owe; all others tell of other programs.
final class FollowRenames implements Operation<List<Found>> {
    private final OpenMailbox mailbox;
    private final FolderLook.Seen seen;
    private final List<FolderLook.Renamed> renamed;
    private final List<Found> replaced = new ArrayList<>();
    private boolean namesChanged;
    private boolean complete = true;

    /// @param renamed those of `seen`, or some of them
    FollowRenames(OpenMailbox mailbox, FolderLook.Seen seen, List<FolderLook.Renamed> renamed) {
        this.mailbox = mailbox;
        this.seen = seen;
        this.renamed = renamed;
    }

    /// Whether each file has the name the message is known by from here on, as far as it is there.
    boolean isComplete() {
        return complete;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers files that have other content than their message had: they are new mail.
    @Override
    public List<Found> prepare(Draft draft) throws IOException {
        if (seen.by().isPast()) {
            return replaced;
        }
        for (FolderLook.Renamed each : renamed) {
            follow(draft, each);
        }
        if (namesChanged) {
            // What the journal calls a name has to be durable.
            mailbox.files().cur().force();
            mailbox.files().fresh().force();
        }
        return replaced;
    }

    private void follow(Draft draft, FolderLook.Renamed renamed) throws IOException {
        FolderState now = draft.folder(mailbox.id(), mailbox.name());
        Uid uid = new Uid(renamed.uid());
        if (!now.snapshot().uids().contains(uid)) {
            return;
        }
        Row row = now.snapshot().requireRow(uid);
        Optional<FileStat> file = mailbox.files().stat(renamed.now());
        if (!seen.isNamedAsThen(now, row) || file.isEmpty()) {
            // It was renamed meanwhile, maybe by us, and maybe back.
            complete &= file.isEmpty() || isNamed(renamed.now(), now, row);
            return;
        }
        if (!mailbox.isUnchanged(row, file.get())) {
            ReconcileFolder.forget(draft, mailbox, UidSet.of(uid));
            replaced.add(renamed.now());
            return;
        }
        FlagMerge merge =
                FlagMerge.of(
                        now.names().shown().of(uid.value()),
                        renamed.now().name().letterBits(),
                        now.debt().of(uid.value()));
        change(draft, uid, FlagChange.Action.ADD, flags(now.letters(), merge.added()));
        change(draft, uid, FlagChange.Action.REMOVE, flags(now.letters(), merge.removed()));
        draft.add(
                new Entry.FileNamed(
                        mailbox.id(),
                        uid.value(),
                        renamed.now().name().text(),
                        renamed.now().inNew()));
        namesChanged = true;
    }

    private static boolean isNamed(Found file, FolderState now, Row row) {
        return now.fileName(row).equals(file.name().text())
                && now.isInNew(row.uid()) == file.inNew();
    }

    private static Flags flags(KeywordLetters letters, int bits) {
        Set<SystemFlag> system = FlagLetters.flags(bits);
        return Flags.of(system, letters.words(bits));
    }

    private void change(Draft draft, Uid uid, FlagChange.Action action, Flags flags)
            throws IOException {
        MailboxSnapshot newest = draft.folder(mailbox.id(), mailbox.name()).snapshot();
        FlagChange change = new FlagChange(action, flags);
        UidSet changed = newest.changedBy(UidSet.of(uid), change);
        if (!changed.isEmpty()) {
            long modSeq = newest.highestModSeq().value() + 1;
            draft.add(new Entry.FlagsChanged(mailbox.id(), modSeq, changed, change));
        }
    }
}
