// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.MaildirPlusPlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Compares the folders on disk with those we know: other programs may make and remove some.
final class DiscoverFolders implements Operation<Optional<FileStat.Mark>> {
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
        FileStat.Mark before = root.stat().mark();
        Set<MailboxName> found = new HashSet<>();
        found.add(MailboxName.INBOX);
        for (Directory.Entry entry : root.list()) {
            Optional<MailboxName> name = MaildirPlusPlus.mailboxIn(entry.name());
            if (name.isPresent() && isFolder(root, entry.name(), name.get())) {
                found.add(name.get());
            }
        }
        removeMissing(draft, found);
        for (MailboxName name : found) {
            if (draft.state().folder(name).isEmpty()) {
                add(draft, name);
            }
        }
        FileStat.Mark after = root.stat().mark();
        return before.equals(after) ? Optional.of(after) : Optional.empty();
    }

    /// A directory counts if it holds `cur/` and its name is the one we would give it.
    private static boolean isFolder(Directory root, String directory, MailboxName name)
            throws IOException {
        Optional<FileStat> stat = root.stat(directory);
        if (stat.isEmpty()
                || !stat.get().isDirectory()
                || !MaildirPlusPlus.directoryOf(name).equals(directory)) {
            return false;
        }
        try (Directory folder = root.openDirectory(directory)) {
            return folder.stat("cur").filter(FileStat::isDirectory).isPresent();
        }
    }

    private static void removeMissing(Draft draft, Set<MailboxName> found) {
        List<Integer> missing = new ArrayList<>();
        for (FolderState folder : draft.state().folders()) {
            if (!found.contains(folder.name())) {
                missing.add(folder.id());
            }
        }
        missing.forEach(id -> draft.add(new Entry.FolderRemoved(id)));
        if (!missing.isEmpty()) {
            draft.add(new Entry.FoldersSettled());
        }
    }

    private void add(Draft draft, MailboxName name) {
        long now = account.clock().instant().getEpochSecond();
        long uidValidity = draft.state().nextUidValidity(now).value();
        draft.add(new Entry.FolderAdded(draft.state().nextFolder(), name, uidValidity));
    }
}
