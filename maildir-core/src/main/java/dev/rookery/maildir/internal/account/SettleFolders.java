// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.MaildirPlusPlus;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            Optional<Integer> id = RemoveFolder.setAside(entry.name());
            Optional<FolderInfo> folder = id.flatMap(number -> draft.table().folder(number));
            if (folder.isPresent()) {
                putBack(folder.get());
            } else if (id.isPresent()) {
                garbage.add(entry.name());
            }
        }
        // After that: a directory that was set aside is not missing under its former name.
        finishRenames(root, draft);
        return garbage;
    }

    /// Moves directories to where the names of their folders say, if they are not there yet.
    static void finishRenames(Directory root, Draft draft) throws IOException {
        Map<Integer, MailboxName> unsettled = draft.table().unsettled();
        if (unsettled.isEmpty()) {
            return;
        }
        for (Map.Entry<Integer, MailboxName> each : unsettled.entrySet()) {
            Optional<FolderInfo> folder = draft.table().folder(each.getKey());
            if (folder.isPresent() && isMissing(root, folder.get().name())) {
                RenameFolders.move(root, each.getValue(), folder.get().name());
            }
        }
        root.force();
        draft.add(new Entry.FoldersSettled());
    }

    private static boolean isMissing(Directory root, MailboxName name) throws IOException {
        return root.stat(MaildirPlusPlus.directoryOf(name)).isEmpty();
    }

    private void putBack(FolderInfo folder) throws IOException {
        try {
            RemoveFolder.putBack(account.root(), folder.id(), folder.name());
        } catch (FileAlreadyExistsException | DiskException inTheWay) {
            LOG.log(
                    Level.WARNING,
                    "the messages of " + folder.name() + " stay aside in " + account.root(),
                    inTheWay);
        }
    }
}
