// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.checkpoint.FolderStore;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.FolderTree;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Renames of folders that a crash interrupted, or that could not be taken back: directories that
/// have not moved yet do so now.
///
/// Where something is in the way, the folder keeps its former name, and so do all that have not
/// moved. Nobody was told that they have another one.
final class UnsettledRenames {
    private static final System.Logger LOG = System.getLogger(UnsettledRenames.class.getName());

    private final OpenAccount account;
    private final FolderTree tree;
    private final Draft draft;
    private final List<Renamed> all = new ArrayList<>();

    /// A folder by its new name.
    private final class Renamed {
        final FolderInfo folder;
        final FolderPath before;

        /// The one whose directory this one's lies in, before and after.
        final Optional<Renamed> carrier;

        boolean moved;

        Renamed(FolderInfo folder, FolderPath before) throws IOException {
            this.folder = folder;
            this.before = before;
            this.carrier =
                    all.stream()
                            .filter(each ->
                                    before.isBelow(each.before)
                                            && folder.path().isBelow(each.folder.path()))
                            .findFirst();
            this.moved = carrier.isPresent() ? carrier.get().moved : hasMoved(folder, before);
        }
    }

    private UnsettledRenames(OpenAccount account, Draft draft) {
        this.account = account;
        this.tree = account.tree();
        this.draft = draft;
    }

    static void settle(OpenAccount account, Draft draft) throws IOException {
        if (!draft.table().unsettled().isEmpty()) {
            new UnsettledRenames(account, draft).settle();
        }
    }

    private void settle() throws IOException {
        FolderTable table = draft.table();
        List<FolderInfo> renamed =
                table.folders().stream()
                        .filter(folder -> table.unsettled().get(folder.id()) != null)
                        .sorted(Comparator.comparing(FolderInfo::name))
                        .toList();
        boolean blocked = false;
        for (FolderInfo folder : renamed) {
            FolderPath before = Objects.requireNonNull(table.unsettled().get(folder.id()));
            Renamed each = new Renamed(folder, before);
            all.add(each);
            blocked |= isBlocked(each);
        }
        for (Renamed each : all) {
            if (each.moved) {
                force(each);
            } else if (each.carrier.isPresent()) {
                each.moved = each.carrier.get().moved;
            } else if (!blocked) {
                move(each);
            }
            if (!each.moved) {
                takeBack(each);
            }
        }
        draft.add(new Entry.FoldersSettled());
    }

    private boolean isBlocked(Renamed each) throws IOException {
        if (each.moved || each.carrier.isPresent()) {
            return false;
        }
        boolean blocked;
        try {
            blocked = tree.isTaken(each.folder.path());
        } catch (InvalidMailboxNameException above) {
            blocked = true;
        }
        if (blocked) {
            LOG.log(
                    Level.WARNING,
                    "{0}/{1} is in the way of a rename that was interrupted",
                    account.root(),
                    each.folder.path());
        }
        return blocked;
    }

    private void move(Renamed each) throws IOException {
        try {
            tree.rename(each.before, each.folder.path(), account.owner());
            each.moved = true;
        } catch (IOException refused) {
            String what = "cannot move " + each.before + " in " + account.root();
            LOG.log(Level.WARNING, what, refused);
            // It may have been done all the same.
            each.moved = hasMoved(each.folder, each.before);
            if (each.moved) {
                force(each);
            }
        }
    }

    private void force(Renamed each) throws IOException {
        if (tree.isThere(each.folder.path())) {
            tree.forceRename(each.before, each.folder.path());
        }
    }

    /// Whether a folder's directory does not lie under its former name any more. If another program
    /// made one under one of the two names, the index in them tells whose they are; without one the
    /// new name counts, unless what has it is no folder.
    private boolean hasMoved(FolderInfo folder, FolderPath before) throws IOException {
        if (!tree.isThere(before)) {
            return true;
        }
        if (!tree.isThere(folder.path())) {
            return false;
        }
        return isOf(folder, folder.path()) || (!isOf(folder, before) && isFolder(folder.path()));
    }

    private boolean isFolder(FolderPath path) throws IOException {
        try {
            return tree.at(path, FolderDirectory::isFolder);
        } catch (DiskException refused) {
            return requireLasting(refused);
        }
    }

    private boolean isOf(FolderInfo folder, FolderPath path) throws IOException {
        try (Directory home = tree.open(path)) {
            return FolderStore.identity(home).equals(Optional.of(folder.identity()));
        } catch (DiskException refused) {
            return requireLasting(refused);
        }
    }

    /// What we may not read is not ours.
    private static boolean requireLasting(DiskException refused) throws DiskException {
        if (!refused.isLasting()) {
            throw refused;
        }
        return false;
    }

    private void takeBack(Renamed each) throws IOException {
        FolderInfo folder = each.folder;
        Optional<MailboxName> name =
                account.layout()
                        .mailboxIn(each.before)
                        .filter(former -> draft.table().folder(former).isEmpty());
        if (name.isPresent()) {
            draft.add(new Entry.FolderRenamed(folder.id(), name.get(), each.before));
            LOG.log(
                    Level.WARNING,
                    "{0}: the mailbox {1} is called {2} again",
                    account.root(),
                    folder.name(),
                    name.get());
        }
    }
}
