// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.account.FolderState.Removal;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.sync.FolderListing;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Removes the files of expunged messages, under whatever name another program gave them since.
///
/// That a file is not where it was does not mean that it is gone: only a stable listing says so.
final class RemoveFiles implements Operation<Boolean> {
    private final OpenMailbox mailbox;
    private Map<Long, Removal> removals = Map.of();

    private final UidSet.Builder removed = UidSet.builder();
    private final Map<Long, Removal> elsewhere = new HashMap<>();
    private @Nullable IOException refusal;

    RemoveFiles(OpenMailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public boolean freesSpace() {
        return true;
    }

    /// Answers whether there is anything to do.
    @Override
    public Boolean prepare(Draft draft) {
        removals = draft.state().folder(mailbox.id()).map(FolderState::removals).orElse(Map.of());
        return !removals.isEmpty();
    }

    @Override
    public void perform(Aftermath aftermath) throws IOException {
        if (removals.isEmpty()) {
            return;
        }
        removals.forEach(this::remove);
        if (!elsewhere.isEmpty()) {
            lookElsewhere();
        }
        UidSet gone = removed.build();
        if (!gone.isEmpty()) {
            aftermath.touched(mailbox.files().cur());
            aftermath.touched(mailbox.files().fresh());
            aftermath.add(new Entry.FilesRemoved(mailbox.id(), gone));
        } else if (refusal != null) {
            throw refusal;
        }
    }

    private void remove(long uid, Removal file) {
        try {
            if (mailbox.files().directory(file.inNew()).delete(file.fileName())) {
                removed.add(new Uid(uid));
            } else {
                elsewhere.put(uid, file);
            }
        } catch (IOException refused) {
            refusal = refused;
        }
    }

    private void lookElsewhere() throws IOException {
        FolderFiles files = mailbox.files();
        FolderListing listing = FolderListing.read(files.cur(), files.fresh());
        elsewhere.forEach((uid, file) -> {
            Found now = listing.byBase().get(file.base());
            if (now != null) {
                removeMoved(uid, now);
            } else if (listing.stable()) {
                removed.add(new Uid(uid));
            }
        });
    }

    private void removeMoved(long uid, Found now) {
        try {
            if (mailbox.files().directory(now.inNew()).delete(now.name().text())) {
                removed.add(new Uid(uid));
            }
        } catch (IOException refused) {
            refusal = refused;
        }
    }
}
