// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.delivery.TmpFile;
import dev.rookery.maildir.internal.filename.FlagLetters;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Inodes;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.KeywordLetters;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.FlagMerge;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Believes what a look at a folder found: renames become flags, what other programs deleted is
/// expunged. What they delivered is for [TakeIn].
///
/// A message is gone only when two stable looks in a row did not show it, and there is nothing
/// under its last name. The first time after a start, this also finishes what a crash interrupted.
final class ReconcileFolder implements Operation<UidSet> {
    private final OpenMailbox mailbox;
    private final FolderLook.Seen seen;
    private final UidSet suspects;
    private final Optional<Recovery> recovery;
    private final List<Found> arrivals;
    private boolean namesChanged;

    /// @param suspects messages the last look did not show
    ReconcileFolder(
            OpenMailbox mailbox,
            FolderLook.Seen seen,
            UidSet suspects,
            Optional<Recovery> recovery) {
        this.mailbox = mailbox;
        this.seen = seen;
        this.suspects = suspects;
        this.recovery = recovery;
        this.arrivals = new ArrayList<>(seen.arrivals());
    }

    /// Files that are new mail: of no message, or with other content than their message had.
    List<Found> arrivals() {
        return arrivals;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers the messages that are missing, but not for long enough.
    @Override
    public UidSet prepare(Draft draft) throws IOException {
        forget(draft, seen.replaced().and(newest(draft).snapshot().uids()));
        for (FolderLook.Renamed each : seen.renamed()) {
            follow(draft, each);
        }
        if (namesChanged) {
            // What the journal calls a name has to be durable.
            mailbox.files().cur().force();
            mailbox.files().fresh().force();
        }
        List<Row> absent = new ArrayList<>();
        FolderState now = newest(draft);
        UidSet still = seen.absent().and(now.snapshot().uids()).minus(now.unplaced());
        now.snapshot()
                .forEachRow(
                        still,
                        row -> {
                            if (namedAsThen(now, row)) {
                                absent.add(row);
                            }
                        });
        return expunge(draft, recover(draft, absent), seen.isCertain());
    }

    private boolean namedAsThen(FolderState now, Row row) {
        return now.fileName(row).equals(seen.state().fileName(row))
                && now.isInNew(row.uid()) == seen.state().isInNew(row.uid());
    }

    /// Names we gave show some state of the letters we owe; all others tell of other programs.
    private void follow(Draft draft, FolderLook.Renamed renamed) throws IOException {
        FolderState now = newest(draft);
        Uid uid = new Uid(renamed.uid());
        if (!now.snapshot().uids().contains(uid)) {
            return;
        }
        Row row = now.snapshot().requireRow(uid);
        Optional<FileStat> file = stat(renamed.now());
        if (!namedAsThen(now, row) || file.isEmpty()) {
            // It was renamed meanwhile, maybe by us, and maybe back.
            return;
        }
        if (!mailbox.isUnchanged(row, file.get())) {
            forget(draft, UidSet.of(uid));
            arrivals.add(renamed.now());
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

    private Optional<FileStat> stat(Found file) throws IOException {
        return mailbox.files()
                .directory(file.inNew())
                .stat(file.name().text())
                .filter(FileStat::isRegular);
    }

    private static Flags flags(KeywordLetters letters, int bits) {
        Set<SystemFlag> system = FlagLetters.flags(bits);
        return Flags.of(system, letters.words(bits));
    }

    private void change(Draft draft, Uid uid, FlagChange.Action action, Flags flags)
            throws IOException {
        MailboxSnapshot newest = newest(draft).snapshot();
        FlagChange change = new FlagChange(action, flags);
        UidSet changed = newest.changedBy(UidSet.of(uid), change);
        if (!changed.isEmpty()) {
            draft.add(new Entry.FlagsChanged(mailbox.id(), nextModSeq(newest), changed, change));
        }
    }

    /// Brings back what a crash left unfinished; answers what is missing all the same.
    private List<Row> recover(Draft draft, List<Row> absent) throws IOException {
        List<Row> missing = new ArrayList<>();
        boolean recoveredNew = false;
        boolean recoveredCur = false;
        for (Row row : absent) {
            boolean inNew = newest(draft).isInNew(row.uid());
            if (recovery.isPresent() && bringBack(draft, row)) {
                recoveredNew |= inNew;
                recoveredCur |= !inNew;
            } else {
                missing.add(row);
            }
        }
        if (recoveredNew) {
            mailbox.files().fresh().force();
        }
        if (recoveredCur) {
            mailbox.files().cur().force();
        }
        return missing;
    }

    private boolean bringBack(Draft draft, Row row) throws IOException {
        String name = newest(draft).fileName(row);
        String tmpName = TmpFile.nameOf(new MessageFileName(name));
        Optional<Entry.Place> copied =
                recovery.flatMap(known -> known.copied(mailbox.id(), row.uid()));
        return copied.isPresent()
                ? seen.listing().stable() && copyAgain(draft, row, copied.get(), tmpName)
                : publish(draft, row, tmpName, name);
    }

    /// From the original: a copy of its bytes was forced after the journal told of it, if at all,
    /// and may be a part.
    private boolean copyAgain(Draft draft, Row row, Entry.Place original, String tmpName)
            throws IOException {
        FolderState now = newest(draft);
        try {
            var _ = mailbox.files().tmp().delete(tmpName);
            boolean inNew = now.isInNew(row.uid());
            return mailbox.linkAgain(draft, original, now.fileName(row), inNew);
        } catch (FileAlreadyExistsException meanwhile) {
            return true;
        }
    }

    /// Gives a draft its place, if it is as large as the message.
    private boolean publish(Draft draft, Row row, String tmpName, String name) throws IOException {
        FolderFiles files = mailbox.files();
        Optional<FileStat> draftFile = files.tmp().stat(tmpName).filter(FileStat::isRegular);
        if (draftFile.filter(file -> file.sizeBytes() == row.physicalBytes()).isEmpty()) {
            return false;
        }
        try {
            files.tmp().rename(tmpName, files.directory(newest(draft).isInNew(row.uid())), name);
            return true;
        } catch (NoSuchFileException meanwhile) {
            return false;
        } catch (FileAlreadyExistsException meanwhile) {
            return true;
        }
    }

    private UidSet expunge(Draft draft, List<Row> missing, boolean certain) throws IOException {
        if (!certain) {
            return suspects.and(uids(missing));
        }
        List<Row> left = new ArrayList<>();
        List<Row> gone = new ArrayList<>();
        FolderState now = newest(draft);
        for (Row row : missing) {
            boolean again = suspects.contains(row.uid());
            (again && isGone(now, row) ? gone : left).add(row);
        }
        forget(draft, uids(gone));
        return uids(left);
    }

    private boolean isGone(FolderState now, Row row) throws IOException {
        String name = now.fileName(row);
        return stat(new Found(new MessageFileName(name), now.isInNew(row.uid()))).isEmpty();
    }

    /// Expunges without removing a file: what comes back under that name is somebody's new mail.
    private void forget(Draft draft, UidSet gone) throws IOException {
        if (!gone.isEmpty()) {
            long modSeq = nextModSeq(newest(draft).snapshot());
            draft.add(new Entry.MessagesExpunged(mailbox.id(), modSeq, gone, Inodes.UNKNOWN));
            draft.add(new Entry.FilesRemoved(mailbox.id(), gone));
        }
    }

    private static UidSet uids(List<Row> rows) {
        UidSet.Builder uids = UidSet.builder();
        rows.forEach(row -> uids.accept(row.uid()));
        return uids.build();
    }

    private FolderState newest(Draft draft) throws IOException {
        return draft.folder(mailbox.id(), mailbox.name());
    }

    private static long nextModSeq(MailboxSnapshot snapshot) {
        return snapshot.highestModSeq().value() + 1;
    }
}
