// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.FoundFolders;
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

    /// Directories that are nobody's mailbox, as far as the log told of them.
    private Set<FoundFolders.Other> told = Set.of();

    DiscoverFolders(OpenAccount account) {
        this.account = account;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers the root's mark if it stands for what was found. It says nothing of directories in
    /// directories.
    @Override
    public Optional<FileStat.Mark> prepare(Draft draft) throws IOException {
        Directory root = account.root();
        long nowNanos = account.clock().instant().toEpochMilli() * 1_000_000L;
        FileStat.Mark before = root.stat().mark();
        SettleFolders.finishRenames(account, draft);
        removeMissing(draft);
        if (draft.table().folder(MailboxName.INBOX).isEmpty()) {
            add(draft, new FoundFolders.Folder(FolderPath.ROOT, MailboxName.INBOX));
        }
        FoundFolders found = account.tree().discover();
        Set<FoundFolders.Other> others = new HashSet<>(found.others());
        for (FoundFolders.Folder folder : found.folders()) {
            Optional<FolderInfo> known = draft.table().folder(folder.name());
            if (known.isEmpty()) {
                add(draft, folder);
            } else if (!known.get().path().equals(folder.path())) {
                // Of two that read the same, the one we know stays.
                others.removeIf(other -> other.path().equals(known.get().path().toString()));
                others.add(
                        new FoundFolders.Other(folder.path().toString(), FoundFolders.Reason.TWIN));
            }
        }
        tell(others);
        FileStat.Mark after = root.stat().mark();
        boolean settled =
                !account.layout().nests() && nowNanos - after.modifiedNanos() > SETTLED_AFTER_NANOS;
        return settled && before.equals(after) ? Optional.of(after) : Optional.empty();
    }

    private void tell(Set<FoundFolders.Other> others) {
        for (FoundFolders.Other other : others) {
            if (!told.contains(other)) {
                LOG.log(
                        Level.WARNING,
                        "{0}: {1} is left alone: {2}",
                        account.root(),
                        other.path(),
                        other.reason());
            }
        }
        told = Set.copyOf(others);
    }

    private void removeMissing(Draft draft) throws IOException {
        List<FolderInfo> missing = new ArrayList<>();
        for (FolderInfo folder : draft.table().folders()) {
            if (!folder.path().isRoot() && !isThere(folder)) {
                missing.add(folder);
            }
        }
        for (FolderInfo folder : missing) {
            draft.add(new Entry.FolderRemoved(folder.id()));
        }
    }

    /// A listing may miss what is there; asking for it by name does not.
    private boolean isThere(FolderInfo folder) throws IOException {
        if (account.tree().isThere(folder.path())) {
            return true;
        }
        String aside = RemoveFolder.asideOf(folder.id());
        account.tree().putBack(folder.path(), aside, account.owner());
        return account.tree().isThere(folder.path());
    }

    private void add(Draft draft, FoundFolders.Folder folder) throws IOException {
        long now = account.clock().instant().getEpochSecond();
        draft.add(
                new Entry.FolderAdded(
                        draft.table().nextFolder(),
                        folder.name(),
                        folder.path(),
                        draft.table().nextUidValidity(now).value(),
                        account.newIdentity()));
    }
}
