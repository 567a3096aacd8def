// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.MaildirPlusPlus;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/// RENAME of a folder and all below it. The journal says first what is to be; a crash between the
/// directories is made good by [SettleFolders].
final class RenameFolders implements Operation<Boolean> {
    private static final System.Logger LOG = System.getLogger(RenameFolders.class.getName());

    private final OpenAccount account;
    private final MailboxName from;
    private final MailboxName to;
    private final List<Step> steps = new ArrayList<>();

    private record Step(int id, MailboxName from, MailboxName to) {}

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
        for (FolderInfo folder : draft.table().folders()) {
            if (folder.name().equals(from) || folder.name().isBelow(from)) {
                steps.add(new Step(folder.id(), folder.name(), renamed(folder.name())));
            }
        }
        if (steps.isEmpty()) {
            throw new NoSuchMailboxException(from);
        }
        if (draft.table().folder(to).isPresent()) {
            throw new MailboxExistsException(to);
        }
        for (Step step : steps) {
            MaildirPlusPlus.directoryOf(step.to());
            if (draft.table().folder(step.to()).isPresent()) {
                throw new MailboxExistsException(step.to());
            }
        }
        for (Step step : steps) {
            draft.add(new Entry.FolderRenamed(step.id(), step.to()));
        }
        return true;
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
            move(account.root(), step.from(), step.to());
        }
        aftermath.touched(account.root());
        aftermath.add(new Entry.FoldersSettled());
    }

    /// Folders that cannot be moved back keep their new names: names and directories agree.
    @Override
    public void undo(Aftermath aftermath) {
        boolean settled = true;
        for (Step step : steps) {
            try {
                move(account.root(), step.to(), step.from());
                aftermath.add(new Entry.FolderRenamed(step.id(), step.from()));
            } catch (IOException stays) {
                LOG.log(Level.WARNING, "half renamed: " + step.to(), stays);
                settled = false;
            }
        }
        try {
            account.root().force();
        } catch (IOException notDurable) {
            LOG.log(Level.WARNING, "half renamed: " + from, notDurable);
            settled = false;
        }
        if (settled) {
            aftermath.add(new Entry.FoldersSettled());
        }
    }

    /// Moves a folder's directory unless that was done before.
    static void move(Directory root, MailboxName from, MailboxName to) throws IOException {
        try {
            root.rename(MaildirPlusPlus.directoryOf(from), root, MaildirPlusPlus.directoryOf(to));
        } catch (NoSuchFileException already) {
            if (root.stat(MaildirPlusPlus.directoryOf(to)).isEmpty()) {
                throw already;
            }
        }
    }
}
