// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.delivery.StagedMessage;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.FileSizes;
import dev.rookery.maildir.internal.sync.FlagMerge;
import dev.rookery.maildir.internal.sync.FolderListing;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares a folder's files with what we know, and believes the files: mail that other programs
/// delivered gets its UID, their renames become flags, what they deleted is expunged.
///
/// A message is gone only when two stable listings in a row do not show it. The first time after a
/// start, this also finishes what a crash interrupted.
final class SyncFolder implements Operation<SyncFolder.Outcome> {
    /// New messages taken in by one run; the rest follows in the next.
    private static final int ARRIVALS_MAX = 10_000;

    private final OpenMailbox mailbox;
    private final UidSet suspects;
    private final Optional<Recovery> recovery;

    /// What a run found, and what the next one needs to know.
    ///
    /// @param missing messages this listing did not show
    /// @param complete whether all new mail was taken in
    record Outcome(FolderListing.Marks marks, UidSet missing, boolean complete) {}

    /// @param suspects messages the last listing did not show
    SyncFolder(OpenMailbox mailbox, UidSet suspects, Optional<Recovery> recovery) {
        this.mailbox = mailbox;
        this.suspects = suspects;
        this.recovery = recovery;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Outcome prepare(Draft draft) throws IOException {
        FolderState folder = draft.folder(mailbox.id(), mailbox.name());
        FolderListing listing = FolderListing.read(mailbox.files().cur(), mailbox.files().fresh());
        Map<String, Found> unknown = listing.byBase();
        List<Row> absent = new ArrayList<>();
        folder.snapshot()
                .forEachRow(row -> {
                    Found found = unknown.remove(row.base());
                    if (found == null) {
                        absent.add(row);
                    } else {
                        compare(draft, folder.snapshot(), row, found);
                    }
                });
        for (FolderState.Removal removal : folder.removals().values()) {
            unknown.remove(removal.base());
        }
        UidSet missing = recover(draft, absent);
        if (listing.stable()) {
            expunge(draft, missing.and(suspects));
        }
        boolean complete = takeIn(draft, unknown.values());
        return new Outcome(listing.marks(), missing, complete);
    }

    private void compare(Draft draft, MailboxSnapshot snapshot, Row row, Found found) {
        String name = found.name().text();
        if (name.equals(row.fileName()) && found.inNew() == row.inNew()) {
            return;
        }
        Uid uid = new Uid(row.uid());
        Set<SystemFlag> known = new MessageFileName(row.fileName()).flags();
        boolean ours =
                recovery.isPresent()
                        && recovery.get().mayHaveNamed(mailbox.id(), uid, found.name().flags());
        if (!ours && !snapshot.flags(uid).system().equals(found.name().flags())) {
            for (FlagChange change : FlagMerge.changes(known, found.name().flags())) {
                changeFlags(draft, uid, change);
            }
        }
        draft.add(new Entry.FileNamed(mailbox.id(), row.uid(), name, found.inNew()));
    }

    private void changeFlags(Draft draft, Uid uid, FlagChange change) {
        MailboxSnapshot newest = newest(draft);
        UidSet changed = newest.changedBy(UidSet.of(uid), change);
        if (!changed.isEmpty()) {
            draft.add(new Entry.FlagsChanged(mailbox.id(), nextModSeq(newest), changed, change));
        }
    }

    /// Brings back what a crash left unfinished; answers what is missing all the same.
    private UidSet recover(Draft draft, List<Row> absent) throws IOException {
        UidSet.Builder missing = UidSet.builder();
        boolean[] recovered = new boolean[2];
        for (Row row : absent) {
            if (recovery.isPresent() && bringBack(draft, row)) {
                recovered[row.inNew() ? 1 : 0] = true;
            } else {
                missing.add(new Uid(row.uid()));
            }
        }
        for (boolean inNew : new boolean[] {false, true}) {
            if (recovered[inNew ? 1 : 0]) {
                mailbox.files().directory(inNew).force();
            }
        }
        return missing.build();
    }

    private boolean bringBack(Draft draft, Row row) throws IOException {
        FolderFiles files = mailbox.files();
        String tmpName = StagedMessage.tmpNameOf(new MessageFileName(row.fileName()));
        try {
            files.tmp().link(tmpName, files.directory(row.inNew()), row.fileName());
            files.tmp().delete(tmpName);
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

    private void expunge(Draft draft, UidSet gone) {
        if (!gone.isEmpty()) {
            MailboxSnapshot newest = newest(draft);
            draft.add(new Entry.MessagesExpunged(mailbox.id(), nextModSeq(newest), gone));
        }
    }

    private boolean takeIn(Draft draft, Iterable<Found> unknown) throws IOException {
        List<Found> arrivals = new ArrayList<>();
        unknown.forEach(arrivals::add);
        arrivals.sort(Comparator.comparing(Found::name, MessageFileName.ARRIVAL_ORDER));
        int taken = 0;
        Set<String> refused = new HashSet<>();
        for (Found found : arrivals) {
            if (taken == ARRIVALS_MAX) {
                return false;
            }
            try (InputFile file = mailbox.files().open(found.name().text(), found.inNew())) {
                add(draft, found, FileSizes.measure(file));
                taken++;
            } catch (NoSuchFileException renamedMeanwhile) {
                return false;
            } catch (DiskException notOurs) {
                refused.add(found.name().text());
            }
        }
        mailbox.refused(refused);
        return true;
    }

    private void add(Draft draft, Found found, FileSizes sizes) {
        MailboxSnapshot newest = newest(draft);
        draft.add(
                new Entry.MessageAdded(
                        mailbox.id(),
                        Limits.requireUid(newest),
                        nextModSeq(newest),
                        Flags.of(found.name().flags(), List.of()),
                        sizes.modifiedSeconds(),
                        sizes.physicalBytes(),
                        sizes.virtualBytes(),
                        found.name().text(),
                        found.inNew(),
                        Optional.empty()));
    }

    private MailboxSnapshot newest(Draft draft) {
        return draft.folder(mailbox.id(), mailbox.name()).snapshot();
    }

    private static long nextModSeq(MailboxSnapshot snapshot) {
        return snapshot.highestModSeq().value() + 1;
    }
}
