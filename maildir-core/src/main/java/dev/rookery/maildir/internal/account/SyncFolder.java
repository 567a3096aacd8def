// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.delivery.StagedMessage;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.FlagMerge;
import dev.rookery.maildir.internal.sync.FolderListing;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares a folder's files with what we know, and believes the files: their renames become flags,
/// what other programs deleted is expunged, what they delivered is told, for [TakeIn].
///
/// A message is gone only when two stable listings in a row do not show it, and there is nothing
/// under its last name. The first time after a start, this also finishes what a crash interrupted.
final class SyncFolder implements Operation<SyncFolder.Outcome> {
    /// Changes of a directory within one tick of the clock may leave its marks equal.
    private static final long TICK_NANOS = 20_000_000L;

    private final OpenMailbox mailbox;
    private final UidSet suspects;
    private final UidSet replaced;
    private final Optional<Recovery> recovery;
    private boolean namesChanged;

    /// What a run found, and what the next one needs to know.
    ///
    /// @param ageNanos of the last change of the directories, when they were listed
    /// @param suspects messages a stable listing did not show
    /// @param arrivals files of no message we know, in order of arrival
    record Outcome(FolderListing listing, long ageNanos, UidSet suspects, List<Found> arrivals) {}

    /// @param suspects messages the last listing did not show
    /// @param replaced messages whose files have other content now: what lies there is new mail
    SyncFolder(OpenMailbox mailbox, UidSet suspects, UidSet replaced, Optional<Recovery> recovery) {
        this.mailbox = mailbox;
        this.suspects = suspects;
        this.replaced = replaced;
        this.recovery = recovery;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Outcome prepare(Draft draft) throws IOException {
        forget(draft, replaced.and(newest(draft).uids()));
        long now = mailbox.nowNanos();
        FolderFiles files = mailbox.files();
        FolderListing listing = FolderListing.read(files.cur(), files.fresh());
        FolderState folder = draft.folder(mailbox.id(), mailbox.name());
        Map<String, Found> unknown = new HashMap<>(listing.byBase());
        new Twins(mailbox, folder.snapshot()).part(listing.twins(), unknown);
        List<Row> absent = new ArrayList<>();
        for (Row row : folder.snapshot().rows()) {
            Found found = unknown.remove(row.base());
            if (found == null) {
                absent.add(row);
            } else {
                compare(draft, folder, row, found);
            }
        }
        if (namesChanged) {
            // What the journal calls a name has to be durable.
            files.cur().force();
            files.fresh().force();
        }
        folder.removals().values().forEach(removal -> unknown.remove(removal.base()));
        long age = now - listing.marks().modifiedNanos();
        boolean certain = listing.stable() && (age < 0 || age > TICK_NANOS);
        UidSet left = expunge(draft, recover(draft, absent), certain);
        mailbox.oddities(listing.oddities());
        List<Found> arrivals = new ArrayList<>(unknown.values());
        arrivals.sort(Comparator.comparing(Found::name, MessageFileName.ARRIVAL_ORDER));
        return new Outcome(listing, age, left, arrivals);
    }

    /// Names we gave show some state of the flags we owe; all other flags tell of other programs.
    private void compare(Draft draft, FolderState folder, Row row, Found found) {
        String name = found.name().text();
        if (name.equals(row.fileName()) && found.inNew() == row.inNew()) {
            return;
        }
        Uid uid = new Uid(row.uid());
        Set<SystemFlag> known = new MessageFileName(row.fileName()).flags();
        Set<SystemFlag> shown = found.name().flags();
        for (FlagChange change : FlagMerge.changes(known, shown, folder.debt().of(uid))) {
            changeFlags(draft, uid, change);
        }
        draft.add(new Entry.FileNamed(mailbox.id(), row.uid(), name, found.inNew()));
        namesChanged = true;
    }

    private void changeFlags(Draft draft, Uid uid, FlagChange change) {
        MailboxSnapshot newest = newest(draft);
        UidSet changed = newest.changedBy(UidSet.of(uid), change);
        if (!changed.isEmpty()) {
            draft.add(new Entry.FlagsChanged(mailbox.id(), nextModSeq(newest), changed, change));
        }
    }

    /// Brings back what a crash left unfinished; answers what is missing all the same.
    private List<Row> recover(Draft draft, List<Row> absent) throws IOException {
        List<Row> missing = new ArrayList<>();
        boolean[] recovered = new boolean[2];
        for (Row row : absent) {
            if (recovery.isPresent() && bringBack(draft, row)) {
                recovered[row.inNew() ? 1 : 0] = true;
            } else {
                missing.add(row);
            }
        }
        for (boolean inNew : new boolean[] {false, true}) {
            if (recovered[inNew ? 1 : 0]) {
                mailbox.files().directory(inNew).force();
            }
        }
        return missing;
    }

    private boolean bringBack(Draft draft, Row row) throws IOException {
        FolderFiles files = mailbox.files();
        String tmpName = StagedMessage.tmpNameOf(new MessageFileName(row.fileName()));
        try {
            files.tmp().rename(tmpName, files.directory(row.inNew()), row.fileName());
            return true;
        } catch (NoSuchFileException notInTmp) {
            return copyAgain(draft, row);
        } catch (FileAlreadyExistsException meanwhile) {
            return true;
        }
    }

    private boolean copyAgain(Draft draft, Row row) throws IOException {
        Optional<Entry.Origin> origin =
                recovery.flatMap(known -> known.origin(mailbox.id(), new Uid(row.uid())));
        return origin.isPresent() && mailbox.linkFromOrigin(draft.state(), origin.get(), row);
    }

    /// Answers the messages that are missing, but not for long enough.
    private UidSet expunge(Draft draft, List<Row> missing, boolean certain) throws IOException {
        if (!certain) {
            return suspects.and(uids(missing));
        }
        List<Row> left = new ArrayList<>();
        List<Row> gone = new ArrayList<>();
        for (Row row : missing) {
            boolean again = suspects.contains(new Uid(row.uid()));
            (again && isGone(row) ? gone : left).add(row);
        }
        forget(draft, uids(gone));
        return uids(left);
    }

    private boolean isGone(Row row) throws IOException {
        return mailbox.files().directory(row.inNew()).stat(row.fileName()).isEmpty();
    }

    /// Expunges without removing a file: what comes back under that name is somebody's new mail.
    private void forget(Draft draft, UidSet gone) {
        if (!gone.isEmpty()) {
            long modSeq = nextModSeq(newest(draft));
            draft.add(new Entry.MessagesExpunged(mailbox.id(), modSeq, gone));
            draft.add(new Entry.FilesRemoved(mailbox.id(), gone));
        }
    }

    private static UidSet uids(List<Row> rows) {
        UidSet.Builder uids = UidSet.builder();
        rows.forEach(row -> uids.add(new Uid(row.uid())));
        return uids.build();
    }

    private MailboxSnapshot newest(Draft draft) {
        return draft.folder(mailbox.id(), mailbox.name()).snapshot();
    }

    private static long nextModSeq(MailboxSnapshot snapshot) {
        return snapshot.highestModSeq().value() + 1;
    }
}
