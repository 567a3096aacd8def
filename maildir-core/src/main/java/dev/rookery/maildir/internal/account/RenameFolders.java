// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.FolderTree;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// RENAME of a folder and all below it. The journal says first what is to be; a crash between the
/// directories is made good by [SettleFolders].
///
/// A directory within one that moves goes with it, whatever its spelling; all others get the names
/// of new folders.
final class RenameFolders implements Operation<Boolean> {
    private static final System.Logger LOG = System.getLogger(RenameFolders.class.getName());

    private final OpenAccount account;
    private final MailboxName from;
    private final MailboxName to;

    /// Those above come first.
    private final List<Step> steps = new ArrayList<>();

    /// @param carried whether the directory moves within another one
    private record Step(FolderInfo folder, MailboxName name, FolderPath path, boolean carried) {}

    RenameFolders(OpenAccount account, MailboxName from, MailboxName to) {
        this.account = account;
        this.from = from;
        this.to = to;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Boolean prepare(Draft draft) throws IOException {
        if (to.isInbox() || to.isBelow(from)) {
            throw new InvalidMailboxNameException("a mailbox cannot be renamed to " + to);
        }
        FolderTable table = draft.table();
        table.folders().stream()
                .filter(folder -> folder.name().equals(from) || folder.name().isBelow(from))
                .sorted(Comparator.comparing(FolderInfo::name))
                .forEach(folder -> steps.add(step(table, folder)));
        if (steps.isEmpty()) {
            throw new NoSuchMailboxException(from);
        }
        if (table.folder(to).isPresent()) {
            throw new MailboxExistsException(to);
        }
        for (Step step : steps) {
            if (table.folder(step.name()).isPresent()) {
                throw new MailboxExistsException(step.name());
            }
        }
        for (Step step : steps) {
            draft.add(new Entry.FolderRenamed(step.folder().id(), step.name(), step.path()));
        }
        return true;
    }

    private Step step(FolderTable table, FolderInfo folder) {
        MailboxName name = renamed(folder.name());
        FolderPath standard = table.pathFor(name, account.layout());
        for (Step above : steps) {
            FolderPath moving = above.folder().path();
            if (folder.path().isBelow(moving)) {
                FolderPath path = folder.path().moved(moving.steps().size(), above.path());
                return new Step(folder, name, path, true);
            }
        }
        return new Step(folder, name, standard, false);
    }

    private MailboxName renamed(MailboxName name) {
        List<String> components = new ArrayList<>(to.components());
        components.addAll(
                name.components().subList(from.components().size(), name.components().size()));
        return new MailboxName(components);
    }

    @Override
    public void perform(Aftermath aftermath) throws IOException {
        for (Step step : steps) {
            if (!step.carried()) {
                move(account, step.folder().path(), step.path());
            }
        }
        aftermath.add(new Entry.FoldersSettled());
    }

    /// Folders that cannot be moved back keep their new names: names and directories agree.
    @Override
    public void undo(Aftermath aftermath) {
        boolean settled = true;
        for (Step step : steps.reversed()) {
            try {
                moveBack(step);
                FolderInfo was = step.folder();
                aftermath.add(new Entry.FolderRenamed(was.id(), was.name(), was.path()));
            } catch (IOException stays) {
                LOG.log(Level.WARNING, "half renamed: " + step.name(), stays);
                settled = false;
            }
        }
        if (settled) {
            aftermath.add(new Entry.FoldersSettled());
        }
    }

    private void moveBack(Step step) throws IOException {
        if (!step.carried()) {
            move(account, step.path(), step.folder().path());
        }
    }

    /// Moves a folder's directory unless that was done before; durable either way.
    static void move(OpenAccount account, FolderPath from, FolderPath to) throws IOException {
        FolderTree tree = account.tree();
        try {
            tree.rename(from, to, account.owner());
        } catch (NoSuchFileException already) {
            if (!tree.isThere(to)) {
                throw already;
            }
            tree.forceRename(from, to);
        }
    }
}
