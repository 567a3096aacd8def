// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Removes the files of expunged messages, under whatever name another program gave them since.
final class RemoveFiles implements Operation<Boolean> {
    private final OpenMailbox mailbox;

    RemoveFiles(OpenMailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers whether there was anything to do.
    @Override
    public Boolean prepare(Draft draft) throws IOException {
        Optional<FolderState> folder = draft.state().folder(mailbox.id());
        if (folder.isEmpty() || folder.get().removals().isEmpty()) {
            return false;
        }
        FolderFiles files = mailbox.files();
        UidSet.Builder removed = UidSet.builder();
        for (Map.Entry<Long, FolderState.Removal> each : folder.get().removals().entrySet()) {
            remove(files, each.getValue());
            removed.add(new Uid(each.getKey()));
        }
        files.cur().force();
        files.fresh().force();
        draft.add(new Entry.FilesRemoved(mailbox.id(), removed.build()));
        return true;
    }

    private static void remove(FolderFiles files, FolderState.Removal removal) throws IOException {
        if (!files.directory(removal.inNew()).delete(removal.fileName())) {
            Optional<FolderState.Removal> moved = files.locate(removal.base());
            if (moved.isPresent()) {
                files.directory(moved.get().inNew()).delete(moved.get().fileName());
            }
        }
    }
}
