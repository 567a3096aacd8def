// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.MaildirPlusPlus;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Compares the folders on disk with those we know: other programs may make and remove some.
final class DiscoverFolders implements Operation<Optional<FileStat.Mark>> {
    private static final System.Logger LOG = System.getLogger(DiscoverFolders.class.getName());
    private static final long SETTLED_AFTER_NANOS = 1_000_000_000L;

    private final OpenAccount account;

    DiscoverFolders(OpenAccount account) {
        this.account = account;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers the root's mark if it stands for what was found.
    @Override
    public Optional<FileStat.Mark> prepare(Draft draft) throws IOException {
        Directory root = account.root();
        long nowNanos = account.clock().instant().toEpochMilli() * 1_000_000L;
        FileStat.Mark before = root.stat().mark();
        SettleFolders.finishRenames(root, draft);
        removeMissing(draft);
        Set<MailboxName> found = new HashSet<>();
        for (Directory.Entry entry : root.list()) {
            MaildirPlusPlus.mailboxIn(entry.name())
                    .filter(name -> draft.table().folder(name).isEmpty())
                    .filter(name -> isFolder(root, entry, name))
                    .ifPresent(found::add);
        }
        if (draft.table().folder(MailboxName.INBOX).isEmpty()) {
            found.add(MailboxName.INBOX);
        }
        for (MailboxName name : found) {
            add(draft, name);
        }
        FileStat.Mark after = root.stat().mark();
        boolean settled = nowNanos - after.modifiedNanos() > SETTLED_AFTER_NANOS;
        return settled && before.equals(after) ? Optional.of(after) : Optional.empty();
    }

    /// A directory counts if it holds `cur/` and its name is the one we would give it. One that is
    /// not ours to read is no folder of this account.
    private static boolean isFolder(Directory root, Directory.Entry entry, MailboxName name) {
        if (entry.kind().orElse(FileStat.Kind.DIRECTORY) != FileStat.Kind.DIRECTORY
                || !MaildirPlusPlus.directoryOf(name).equals(entry.name())) {
            return false;
        }
        try (Directory folder = root.openDirectory(entry.name())) {
            return folder.stat("cur").filter(FileStat::isDirectory).isPresent();
        } catch (IOException unreadable) {
            LOG.log(Level.DEBUG, "not a folder: {0}: {1}", entry.name(), unreadable.getMessage());
            return false;
        }
    }

    private void removeMissing(Draft draft) throws IOException {
        List<FolderInfo> missing = new ArrayList<>();
        for (FolderInfo folder : draft.table().folders()) {
            if (!folder.name().isInbox() && !isThere(folder)) {
                missing.add(folder);
            }
        }
        for (FolderInfo folder : missing) {
            draft.add(new Entry.FolderRemoved(folder.id()));
        }
    }

    /// A listing may miss what is there; asking for it by name does not.
    private boolean isThere(FolderInfo folder) throws IOException {
        Directory root = account.root();
        String directory = MaildirPlusPlus.directoryOf(folder.name());
        if (root.stat(directory).isEmpty()) {
            RemoveFolder.putBack(root, folder.id(), folder.name());
        }
        return root.stat(directory).filter(FileStat::isDirectory).isPresent();
    }

    private void add(Draft draft, MailboxName name) throws IOException {
        long now = account.clock().instant().getEpochSecond();
        long uidValidity = draft.table().nextUidValidity(now).value();
        draft.add(
                new Entry.FolderAdded(
                        draft.table().nextFolder(), name, uidValidity, account.newIdentity()));
    }
}
