// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.MaildirPlusPlus;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Finishes renames and removals of folders that a crash interrupted. Runs once, on opening.
final class SettleFolders implements Operation<Boolean> {
    private final OpenAccount account;

    SettleFolders(OpenAccount account) {
        this.account = account;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Boolean prepare(Draft draft) throws IOException {
        Directory root = account.root();
        Map<Integer, MailboxName> unsettled = draft.state().unsettled();
        for (Map.Entry<Integer, MailboxName> each : unsettled.entrySet()) {
            settle(root, each.getKey(), each.getValue(), draft.state().folder(each.getKey()));
        }
        for (Directory.Entry entry : root.list()) {
            if (entry.name().startsWith(RemoveFolder.ASIDE)) {
                RemoveFolder.empty(root, entry.name());
            }
        }
        if (!unsettled.isEmpty()) {
            root.force();
            draft.add(new Entry.FoldersSettled());
        }
        return true;
    }

    private static void settle(
            Directory root, int id, MailboxName old, Optional<FolderState> folder)
            throws IOException {
        if (folder.isEmpty()) {
            RemoveFolder.setAside(root, old, id);
        } else if (root.stat(MaildirPlusPlus.directoryOf(folder.get().name())).isEmpty()) {
            RenameFolders.move(root, old, folder.get().name());
        }
    }
}
