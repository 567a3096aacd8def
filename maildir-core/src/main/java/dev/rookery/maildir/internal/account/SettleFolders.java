// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.RemovedFolder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Finishes renames and removals of folders that a crash interrupted. Runs once, on opening.
///
/// What cannot be finished because somebody else's file is in the way stays as it is: the account
/// opens all the same.
final class SettleFolders implements Operation<List<String>> {
    private static final System.Logger LOG = System.getLogger(SettleFolders.class.getName());

    private final OpenAccount account;

    SettleFolders(OpenAccount account) {
        this.account = account;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers the directories that were set aside for good.
    @Override
    public List<String> prepare(Draft draft) throws IOException {
        Directory root = account.root();
        List<String> garbage = new ArrayList<>();
        for (Directory.Entry entry : root.list()) {
            Optional<Integer> id = RemovedFolder.folderOf(entry.name());
            Optional<FolderInfo> folder = id.flatMap(number -> draft.table().folder(number));
            if (folder.isPresent()) {
                putBack(folder.get());
            } else if (id.isPresent()) {
                garbage.add(entry.name());
            }
        }
        // After that: a directory that was set aside is not missing under its former name.
        finishRenames(account, draft);
        return garbage;
    }

    /// Moves directories to where their folders are, if they are not there yet: those above first,
    /// as others may lie in them.
    static void finishRenames(OpenAccount account, Draft draft) throws IOException {
        FolderTable table = draft.table();
        if (table.unsettled().isEmpty()) {
            return;
        }
        List<FolderInfo> renamed =
                table.folders().stream()
                        .filter(folder -> table.unsettled().containsKey(folder.id()))
                        .sorted(Comparator.comparing(FolderInfo::name))
                        .toList();
        for (FolderInfo folder : renamed) {
            FolderPath before = Objects.requireNonNull(table.unsettled().get(folder.id()));
            if (account.tree().isThere(folder.path())) {
                account.tree().forceRename(before, folder.path());
            } else {
                RenameFolders.move(account, before, folder.path());
            }
        }
        draft.add(new Entry.FoldersSettled());
    }

    private void putBack(FolderInfo folder) throws IOException {
        try {
            String aside = RemovedFolder.nameOf(folder.id());
            account.tree().putBack(folder.path(), aside, account.owner());
        } catch (FileAlreadyExistsException | DiskException inTheWay) {
            LOG.log(
                    Level.WARNING,
                    "the messages of " + folder.name() + " stay aside in " + account.root(),
                    inTheWay);
        }
    }
}
