// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Finding;
import dev.rookery.maildir.internal.checkpoint.FolderStore;
import dev.rookery.maildir.internal.checkpoint.SegmentPool;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.index.BlockCache;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.index.LaterVersionException;
import dev.rookery.maildir.internal.journal.JournalFiles;
import dev.rookery.maildir.internal.layout.FolderTree;
import dev.rookery.maildir.internal.layout.Layout;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Examines an account that nobody uses. Changes nothing, unless it is asked to mend indexes: each
/// is written aside and put in place of the damaged one in one step, so that whoever is interrupted
/// leaves the one or the other.
///
/// A damaged journal, and files that other programs changed, are dealt with at each opening.
public final class Examination {
    private final Directory root;
    private final Optional<Owner> owner;
    private final BlockCache blocks;
    private final Report report;
    private final Told told = new Told();

    public Examination(
            Directory root, Optional<Owner> owner, BlockCache blocks, Consumer<Finding> findings) {
        this.root = root;
        this.owner = owner;
        this.blocks = blocks;
        this.report = new Report(findings);
    }

    /// @param random as openings of the journal need it; this one writes nothing
    public void examine(RandomGenerator random) throws IOException {
        run(random, 0);
    }

    /// Examines, and writes damaged indexes anew.
    ///
    /// @param jump how far UIDs and mod-sequences leap where nothing says how far they came
    public void mend(RandomGenerator random, long jump) throws IOException {
        run(random, jump);
    }

    private void run(RandomGenerator random, long jump) throws IOException {
        if (!readJournal(random)) {
            return;
        }
        for (Told.Folder folder : told.folders()) {
            try {
                examine(folder, jump);
            } catch (NoSuchFileException missing) {
                report.fault(
                        root + "/" + folder.path(),
                        "the directory of folder " + folder.name() + " is not there",
                        "Its messages are gone with it.",
                        "The next opening forgets the folder.");
            }
        }
    }

    private void examine(Told.Folder folder, long jump) throws IOException {
        if (folder.path().isRoot()) {
            examine(folder, root, jump);
            return;
        }
        try (Directory home = new FolderTree(root, Layout.STANDARD).open(folder.path())) {
            examine(folder, home, jump);
        }
    }

    private void examine(Told.Folder folder, Directory home, long jump) throws IOException {
        try (SegmentPool pool = new SegmentPool(blocks)) {
            examine(folder, new FolderStore(pool, home, owner), home, jump);
        }
    }

    /// Answers whether it makes sense to go on.
    private boolean readJournal(RandomGenerator random) throws IOException {
        List<String> doubts;
        try {
            doubts = new JournalFiles(root, owner, random).examine(told);
        } catch (DiskException refused) {
            throw refused;
        } catch (IOException | IllegalArgumentException foreign) {
            report.fault(
                    root.toString(),
                    String.valueOf(foreign.getMessage()),
                    "No message can be served.",
                    "Repair leaves it alone.");
            return false;
        }
        for (String doubt : doubts) {
            report.fault(
                    root.toString(),
                    doubt,
                    "Changes may be lost; no file of a message is.",
                    "The next opening goes on with what is left; UIDs and mod-sequences leap ahead,"
                            + " so that none is given again.");
        }
        if (told.folders().isEmpty()) {
            report.note(
                    root.toString(),
                    "Rookery has written nothing here that can be read",
                    "All messages are in their files.",
                    "The next opening begins anew, with new UIDs and a new UIDVALIDITY.");
        }
        return true;
    }

    private void examine(Told.Folder folder, FolderStore store, Directory home, long jump)
            throws IOException {
        List<CorruptIndexException> damages = new ArrayList<>();
        try {
            store.examine(damages::add);
            Optional<FolderStore.Stored> stored =
                    damages.isEmpty() ? store.read() : Optional.empty();
            boolean foreign = stored.isPresent() && !isOf(folder, stored.get());
            boolean lost = stored.isEmpty() && (store.hasLostHead() || foreign);
            if (damages.isEmpty() && !foreign && !lost) {
                files(folder, stored, home);
                return;
            }
            tell(damages, foreign, home);
        } catch (LaterVersionException later) {
            report.fault(
                    home.toString(),
                    String.valueOf(later.getMessage()),
                    "The folder cannot be opened.",
                    "Repair leaves it alone: use the Rookery that wrote it.");
            return;
        }
        FolderStore.Stored left =
                store.salvage(
                        folder.id(), folder.uidValidity(), folder.identity(), Math.max(jump, 1));
        FolderState now = told.after(left.state(), left.sequence());
        if (jump > 0) {
            write(folder, store, now, Math.max(left.sequence(), told.lastSequence()), home);
        }
        new FileExamination(home, now, report).run();
    }

    /// An index tells of no bodies: as long as the journal has some, opening makes do without it.
    private void write(
            Told.Folder folder, FolderStore store, FolderState now, long sequence, Directory home)
            throws IOException {
        String where = home + "/rookery.index";
        if (!now.unplaced().isEmpty()) {
            report.note(
                    where,
                    "the journal holds messages whose files have to be made first",
                    "They are safe.",
                    "The next opening makes them, and uses what is sound of the index; repair again"
                            + " after that.");
            return;
        }
        var _ = store.write(now, folder.identity(), sequence);
        report.note(
                where,
                "written anew",
                now.snapshot().uids().size() + " messages keep their UIDs.",
                "All others get new ones at the next opening.");
    }

    private void tell(List<CorruptIndexException> damages, boolean foreign, Directory home) {
        String meaning =
                "Messages whose entries cannot be read get new UIDs, and lose keywords without a"
                        + " letter; none is lost.";
        String remedy = "Repair writes the index anew from what is left.";
        for (CorruptIndexException damage : damages) {
            report.file(
                    Finding.Grade.FAULT,
                    home.toString(),
                    String.valueOf(damage.getMessage()),
                    meaning,
                    remedy);
        }
        if (damages.isEmpty()) {
            String what = foreign ? "it was written for another folder" : "it is not there";
            report.fault(home + "/rookery.index", what, meaning, remedy);
        }
        report.endOfFolder(home.toString());
    }

    private static boolean isOf(Told.Folder folder, FolderStore.Stored stored) {
        return stored.identity().equals(folder.identity()) && stored.state().id() == folder.id();
    }

    private void files(Told.Folder folder, Optional<FolderStore.Stored> stored, Directory home)
            throws IOException {
        FolderState before =
                stored.map(FolderStore.Stored::state)
                        .orElseGet(() -> FolderState.empty(folder.id(), folder.uidValidity()));
        long sequence = stored.map(FolderStore.Stored::sequence).orElse(0L);
        new FileExamination(home, told.after(before, sequence), report).run();
    }
}
