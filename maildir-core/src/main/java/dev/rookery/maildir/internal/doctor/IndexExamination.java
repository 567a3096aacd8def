// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.internal.checkpoint.FolderStore;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.index.LaterVersionException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Examines the index of one folder, and writes it anew from what is left if that is to be done:
/// aside, and in place of the damaged one in one step, so that whoever is interrupted leaves the
/// one or the other.
final class IndexExamination {
    private static final String HEAD = "/rookery.index";
    private static final String MEANING =
            "Messages whose entries cannot be read get new UIDs, and lose keywords without a"
                    + " letter; none is lost.";
    private static final String REMEDY = "Repair writes the index anew from what is left.";

    private final Assignment assignment;
    private final Told told;
    private final Told.Folder folder;
    private final FolderStore store;
    private final Directory home;
    private boolean sound = true;
    private boolean postponed;

    IndexExamination(
            Assignment assignment,
            Told told,
            Told.Folder folder,
            FolderStore store,
            Directory home) {
        this.assignment = assignment;
        this.told = told;
        this.folder = folder;
        this.store = store;
        this.home = home;
    }

    /// Whether all was as it was written.
    boolean isSound() {
        return sound;
    }

    /// Whether it has to be written anew, and could not be yet.
    boolean isPostponed() {
        return postponed;
    }

    /// The folder as journal and index tell it, as far as that can be relied on; nothing if it
    /// cannot be opened.
    Optional<FolderState> run() throws IOException {
        List<CorruptIndexException> damages = new ArrayList<>();
        try {
            store.examine(damages::add);
            Optional<FolderStore.Stored> stored =
                    damages.isEmpty() ? store.read() : Optional.empty();
            boolean foreign = stored.isPresent() && !isOurs(stored.get());
            boolean lost = damages.isEmpty() && stored.isEmpty() && isLost();
            if (damages.isEmpty() && !foreign && !lost) {
                return Optional.of(
                        stored.isPresent() && isOfAnotherTime(stored.get())
                                ? anew(stored.get())
                                : tellUnneeded(stored));
            }
            sound = false;
            tell(damages, foreign);
        } catch (LaterVersionException later) {
            sound = false;
            assignment
                    .report()
                    .fault(
                            home.toString(),
                            String.valueOf(later.getMessage()),
                            "The folder cannot be opened.",
                            "Repair leaves it alone: use the Rookery that wrote it.");
            return Optional.empty();
        }
        return Optional.of(salvaged());
    }

    private boolean isOurs(FolderStore.Stored stored) {
        return stored.identity().equals(folder.identity()) && stored.state().id() == folder.id();
    }

    private boolean isOfAnotherTime(FolderStore.Stored stored) {
        return told.before(stored.state()).isPresent()
                || (!told.isDoubtful() && stored.sequence() > told.lastSequence());
    }

    /// The folder as an opening has it whose index does not fit the journal.
    private FolderState anew(FolderStore.Stored stored) throws IOException {
        sound = false;
        Optional<Entry.Counters> then = told.before(stored.state());
        if (then.isEmpty()) {
            assignment
                    .report()
                    .fault(
                            home + HEAD,
                            "it is newer than the journal, which is an older one",
                            "Changes may be lost; no file of a message is.",
                            "The next opening goes on behind both: UIDs and mod-sequences leap"
                                    + " ahead, so that none is given again.");
            return told.after(stored.state(), stored.sequence());
        }
        assignment
                .report()
                .fault(
                        home + HEAD,
                        "it is older than the journal, such as from a backup",
                        "All messages it tells of get new UIDs, and lose keywords without a letter;"
                                + " none is lost.",
                        REMEDY);
        FolderState now = told.after(folder, then.get());
        if (assignment.mends()) {
            write(now, told.lastSequence());
        }
        return now;
    }

    /// A folder of which the journal tells everything needs none.
    private boolean isLost() throws IOException {
        boolean tellsAll = told.tellsAllOf(folder) && !told.isDoubtful();
        return !tellsAll && (store.hasLostHead() || told.goesOnFromIndexOf(folder));
    }

    private FolderState tellUnneeded(Optional<FolderStore.Stored> stored) throws IOException {
        if (!told.isDoubtful()) {
            new Leftovers(assignment).unneeded(home, store.unneeded(stored));
        }
        FolderState before =
                stored.map(FolderStore.Stored::state)
                        .orElseGet(() -> FolderState.empty(folder.id(), folder.uidValidity()));
        return told.after(before, stored.map(FolderStore.Stored::sequence).orElse(0L));
    }

    private void tell(List<CorruptIndexException> damages, boolean foreign) {
        for (CorruptIndexException damage : damages) {
            String file = damage.file();
            assignment
                    .report()
                    .fault(
                            file.startsWith("/") ? file : home + "/" + file,
                            damage.what(),
                            MEANING,
                            REMEDY);
        }
        if (damages.isEmpty()) {
            String what = foreign ? "it was written for another folder" : "it is not there";
            assignment.report().fault(home + HEAD, what, MEANING, REMEDY);
        }
    }

    private FolderState salvaged() throws IOException {
        FolderStore.Stored left =
                store.salvage(
                        folder.id(),
                        folder.uidValidity(),
                        folder.identity(),
                        Math.max(assignment.jump(), 1));
        FolderState now = told.after(left.state(), left.sequence());
        if (assignment.mends()) {
            write(now, Math.max(left.sequence(), told.lastSequence()));
        }
        return now;
    }

    /// An index tells of no bodies: as long as the journal has some, opening makes do without it.
    private void write(FolderState now, long sequence) throws IOException {
        if (!now.unplaced().isEmpty()) {
            postponed = true;
            assignment
                    .report()
                    .note(
                            home + HEAD,
                            "the journal holds messages whose files have to be made first",
                            "They are safe.",
                            "Repair makes them, and begins again after that.");
            return;
        }
        var _ = store.write(now, folder.identity(), sequence);
        assignment
                .report()
                .note(
                        home + HEAD,
                        "written anew",
                        now.snapshot().uids().size() + " messages keep their UIDs.",
                        "All others get new ones at the next opening.");
    }
}
