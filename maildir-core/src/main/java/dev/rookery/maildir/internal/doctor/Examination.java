// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Finding;
import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.checkpoint.FolderStore;
import dev.rookery.maildir.internal.checkpoint.SegmentPool;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.index.BlockCache;
import dev.rookery.maildir.internal.journal.JournalFiles;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.FolderTree;
import dev.rookery.maildir.internal.migrate.FolderImport;
import dev.rookery.maildir.internal.migrate.MoveAside;
import dev.rookery.maildir.internal.quota.Usage;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Examines an account that nobody uses. Changes nothing, unless it is asked to mend: then files
/// are removed, or others put in their place in one step, so that whoever is interrupted leaves the
/// one or the other.
///
/// A damaged journal, and files that other programs changed, are dealt with at each opening.
public final class Examination {
    private final Assignment assignment;
    private final Means means;
    private final Report report;
    private final FolderTree tree;
    private final Leftovers leftovers;
    private final AccessExamination access;
    private final ClosingExamination closing;
    private final Told told = new Told();

    private boolean unfinished;

    /// What all folders together hold; nothing if that cannot be told.
    private Optional<Usage> usage = Optional.of(Usage.NOTHING);

    /// What an examination works with.
    ///
    /// @param random as openings of the journal need it; this one writes nothing
    /// @param jump how far UIDs and mod-sequences leap, where something is mended and nothing says
    ///   how far they came; 0 if nothing is to be changed
    public record Means(BlockCache blocks, RandomGenerator random, Instant now, long jump) {}

    /// @param root stays the caller's to close
    public Examination(
            Directory root, AccountLocation location, Means means, Consumer<Finding> findings) {
        this.report = new Report(findings);
        this.assignment = new Assignment(root, location, means.now(), means.jump(), report);
        this.means = means;
        this.tree = new FolderTree(root, assignment.layout());
        this.leftovers = new Leftovers(assignment);
        this.access = new AccessExamination(assignment);
        this.closing = new ClosingExamination(assignment);
    }

    /// Answers whether it makes sense to open the account.
    public boolean run() throws IOException {
        Directory root = assignment.root();
        if (root.stat(MoveAside.EXPORTED).isPresent()) {
            report.fault(
                    root + "/" + MoveAside.EXPORTED,
                    "an export to Dovecot was not finished",
                    "The mail is Dovecot's, and files of Rookery are still in its way.",
                    "Repair leaves it alone: export it again. Opening the account takes the mail"
                            + " back.");
            return false;
        }
        Optional<JournalFiles.Examined> journal = readJournal();
        if (journal.isEmpty()) {
            return true;
        }
        if (told.folders().isEmpty() && FolderImport.isDue(root)) {
            report.note(
                    root.toString(),
                    "the mail is of another server, and Rookery has nothing here",
                    "It was never taken over, or was given back.",
                    "Repair leaves it alone. Opening the account takes it over.");
            return false;
        }
        for (Told.Folder folder : told.folders()) {
            examine(folder, journal.get().untouched());
        }
        closing.finish(told);
        examineRoot();
        return true;
    }

    /// Whether something has to be mended that only can be when the account was opened once.
    public boolean isUnfinished() {
        return unfinished;
    }

    /// Nothing if it makes no sense to go on.
    private Optional<JournalFiles.Examined> readJournal() throws IOException {
        Directory root = assignment.root();
        JournalFiles.Examined examined;
        try {
            JournalFiles files = new JournalFiles(root, assignment.owner(), means.random());
            Optional<ClosedAccount> closed = closing.read();
            examined =
                    files.examine(
                            ClosedAccount.owner(root, closed),
                            closed.map(ClosedAccount::journal),
                            told);
        } catch (DiskException refused) {
            throw refused;
        } catch (IOException | IllegalArgumentException foreign) {
            report.fault(
                    root.toString(),
                    String.valueOf(foreign.getMessage()),
                    "No message can be served.",
                    "Repair leaves it alone.");
            return Optional.empty();
        }
        told.ended(examined.lastSequence());
        for (String doubt : examined.doubts()) {
            told.doubted();
            report.fault(
                    root.toString(),
                    doubt,
                    "Changes may be lost; no file of a message is.",
                    "The next opening goes on with what is left; UIDs and mod-sequences leap ahead,"
                            + " so that none is given again.");
        }
        if (!told.isDoubtful()) {
            leftovers.unneeded(root, examined.unneeded());
        }
        return Optional.of(examined);
    }

    private void examine(Told.Folder folder, boolean untouched) throws IOException {
        Directory root = assignment.root();
        FolderPath path = path(folder);
        String where = path.isRoot() ? root.toString() : root + "/" + path;
        try {
            if (path.isRoot()) {
                examine(folder, root, untouched);
            } else {
                try (Directory home = tree.open(path)) {
                    examine(folder, home, untouched);
                }
            }
        } catch (NoSuchFileException missing) {
            usage = Optional.empty();
            if (told.mayBeUnmade(folder)) {
                report.note(
                        where,
                        "the directory of folder " + folder.name() + " is not there",
                        "A crash interrupted its creation.",
                        "The next opening forgets the folder.");
            } else if (!leftovers.isAside(folder)) {
                report.fault(
                        where,
                        "the directory of folder " + folder.name() + " is not there",
                        "Its messages are gone with it.",
                        "The next opening forgets the folder.");
            }
        } catch (DiskException refused) {
            if (!refused.isLasting()) {
                throw refused;
            }
            usage = Optional.empty();
            report.fault(
                    where,
                    String.valueOf(refused.getMessage()),
                    "Folder " + folder.name() + " cannot be served.",
                    "Repair leaves it alone.");
        }
    }

    /// Where the folder's directory lies, or should.
    private FolderPath path(Told.Folder folder) throws IOException {
        Optional<FolderPath> former = told.formerPath(folder);
        if (former.isEmpty() || tree.isThere(folder.path()) || !tree.isThere(former.get())) {
            return folder.path();
        }
        report.note(
                assignment.root() + "/" + former.get(),
                "the directory of folder " + folder.name() + " has its former name",
                "A crash interrupted a rename.",
                "The next opening finishes it.");
        return former.get();
    }

    private void examine(Told.Folder folder, Directory home, boolean untouched) throws IOException {
        try (SegmentPool pool = new SegmentPool(means.blocks())) {
            FolderStore store = new FolderStore(pool, home, assignment.owner());
            IndexExamination index = new IndexExamination(assignment, told, folder, store, home);
            Optional<FolderState> state = index.run();
            unfinished |= index.isPostponed();
            if (state.isPresent()) {
                if (untouched && index.isSound()) {
                    closing.compare(state.get());
                }
                new CacheExamination(assignment).run(folder, home);
                new KeywordExamination(assignment, home).run(state.get());
                new FileExamination(assignment, told, folder, state.get(), home).run();
            }
            usage =
                    usage.flatMap(sum ->
                            state.filter(_ -> index.isSound()).map(each -> sum.plus(each.usage())));
        }
        leftovers.in(home);
        access.files(home);
    }

    /// What there is besides folders.
    private void examineRoot() throws IOException {
        Directory root = assignment.root();
        if (told.folders().isEmpty()) {
            report.note(
                    root.toString(),
                    "Rookery has written nothing here that can be read",
                    "All messages are in their files.",
                    "The next opening begins anew, with new UIDs and a new UIDVALIDITY.");
            return;
        }
        leftovers.removedFolders(told);
        new FolderExamination(assignment, tree).run(told);
        new SubscriptionExamination(assignment).run();
        new SizeExamination(assignment).run(told.isDoubtful() ? Optional.empty() : usage);
    }
}
