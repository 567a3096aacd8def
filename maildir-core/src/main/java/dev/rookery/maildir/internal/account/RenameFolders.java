// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.FolderPath;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// RENAME of a folder and all below it. The journal says first what is to be; a crash between the
/// directories is made good by [UnsettledRenames].
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
    private record Step(FolderInfo folder, MailboxName name, FolderPath path, boolean carried) {
        /// Whether where this one lies says where the other does.
        boolean takesAlong(Step other) {
            return equals(other) || (other.carried() && other.path().isBelow(path));
        }
    }

    /// What the directories are that were to be moved so far.
    private final Map<Step, FileId> moving = new HashMap<>();

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
            if (table.folder(step.name()).isPresent() || isTaken(step)) {
                throw new MailboxExistsException(step.name());
            }
        }
        for (Step step : steps) {
            draft.add(new Entry.FolderRenamed(step.folder().id(), step.name(), step.path()));
        }
        return true;
    }

    /// Something that is nobody's mailbox may lie there.
    private boolean isTaken(Step step) throws IOException {
        return !step.carried() && account.tree().isTaken(step.path());
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
                move(step);
            }
        }
        aftermath.add(new Entry.FoldersSettled());
    }

    private void move(Step step) throws IOException {
        FolderPath before = step.folder().path();
        FileStat directory =
                account.tree()
                        .find(before)
                        .orElseThrow(() -> new NoSuchFileException(before.toString()));
        moving.put(step, directory.id());
        try {
            account.tree().rename(before, step.path(), account.owner());
        } catch (FileAlreadyExistsException meanwhile) {
            throw new MailboxExistsException(step.name());
        }
    }

    /// Folders that cannot be moved back keep their new names: names and directories agree.
    @Override
    public void undo(Aftermath aftermath) {
        List<Step> stuck = new ArrayList<>();
        for (Step step : steps.reversed()) {
            if (!step.carried() && !isBack(step, stuck)) {
                stuck.add(step);
            }
        }
        for (Step step : steps) {
            if (stuck.stream().noneMatch(each -> each.takesAlong(step))) {
                FolderInfo was = step.folder();
                aftermath.add(new Entry.FolderRenamed(was.id(), was.name(), was.path()));
            }
        }
        if (stuck.isEmpty()) {
            aftermath.add(new Entry.FoldersSettled());
        }
    }

    /// Only the directory that we moved is moved back, whatever lies where it was to go.
    ///
    /// @param stuck those that stay where they are, perhaps in this one
    private boolean isBack(Step step, List<Step> stuck) {
        FileId ours = moving.get(step);
        if (ours == null) {
            return true;
        }
        try {
            Optional<FileId> there = account.tree().directory(step.path()).map(FileStat::id);
            if (!there.equals(Optional.of(ours))) {
                return true;
            }
            if (stuck.stream().anyMatch(each -> each.path().isBelow(step.path()))) {
                return false;
            }
            account.tree().rename(step.path(), step.folder().path(), account.owner());
            return true;
        } catch (IOException stays) {
            LOG.log(Level.WARNING, "half renamed: " + step.name(), stays);
            return false;
        }
    }
}
