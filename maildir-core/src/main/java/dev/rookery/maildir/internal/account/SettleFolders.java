// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Journal;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.RemovedFolder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finishes renames and removals of folders that a crash interrupted. Runs once, on opening.
///
/// What somebody else's file is in the way of gets another name, or stays as it is: the account
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

    /// The account has to open before anybody can empty a full disk. What it does is done once, for
    /// it is alone.
    @Override
    public Journal.Room room() {
        return Journal.Room.RESERVE;
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
                putBack(draft, folder.get());
            } else if (id.isPresent()) {
                garbage.add(entry.name());
            }
        }
        // After that: a directory that was set aside is not missing under its former name.
        UnsettledRenames.settle(account, draft);
        return garbage;
    }

    private void putBack(Draft draft, FolderInfo folder) throws IOException {
        try {
            String aside = RemovedFolder.nameOf(folder.id());
            try {
                account.tree().putBack(folder.path(), aside, account.owner());
            } catch (FileAlreadyExistsException taken) {
                putElsewhere(draft, folder, aside);
            }
        } catch (FileAlreadyExistsException
                | DiskException
                | InvalidMailboxNameException inTheWay) {
            LOG.log(
                    Level.WARNING,
                    "the messages of " + folder.name() + " stay aside in " + account.root(),
                    inTheWay);
        }
    }

    /// Its messages are not to be out of reach until somebody moves what is in the way.
    private void putElsewhere(Draft draft, FolderInfo folder, String aside) throws IOException {
        FolderInfo moved = elsewhere(draft.table(), folder);
        account.tree().putBack(moved.path(), aside, account.owner());
        draft.add(new Entry.FolderRenamed(moved.id(), moved.name(), moved.path()));
        LOG.log(
                Level.WARNING,
                "{0}/{1} is in the way of the mailbox {2}, which is called {3} now",
                account.root(),
                folder.path(),
                folder.name(),
                moved.name());
    }

    /// The folder by a name that nobody has.
    private FolderInfo elsewhere(FolderTable table, FolderInfo folder) throws IOException {
        List<String> levels = new ArrayList<>(folder.name().components());
        String last = levels.removeLast();
        for (int n = 2; ; n++) {
            levels.addLast(last + "-" + n);
            MailboxName name = new MailboxName(levels);
            FolderPath path = table.pathFor(name, account.layout());
            if (table.folder(name).isEmpty() && !account.tree().isTaken(path)) {
                return folder.renamed(name, path);
            }
            levels.removeLast();
        }
    }
}
