// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.checkpoint.SoundRows;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Inodes;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Sizes;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// Expunges the messages of a folder whose rows cannot be read any more. Their files stay, and are
/// new mail for the next look. What remains can all be read, but for the pages that are damaged.
final class GiveUpUnreadable implements Operation<Optional<Sizes>> {
    private final int folder;
    private final Consumer<CorruptIndexException> damage;

    GiveUpUnreadable(int folder, Consumer<CorruptIndexException> damage) {
        this.folder = folder;
        this.damage = damage;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers what the folder's sizes have to be corrected by; nothing if there is no such folder
    /// any more.
    @Override
    public Optional<Sizes> prepare(Draft draft) throws IOException {
        Optional<FolderState> now = draft.find(folder);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        SoundRows sound = SoundRows.of(now.get(), damage);
        MailboxSnapshot snapshot = now.get().snapshot();
        long modSeq = snapshot.highestModSeq().value() + 1;
        UidSet lost = snapshot.uids().minus(sound.uids());
        if (!lost.isEmpty()) {
            draft.add(new Entry.MessagesExpunged(folder, modSeq, lost, Inodes.UNKNOWN));
        }
        UidSet nameless = tombs(now.get()).or(lost).minus(sound.uids());
        if (!nameless.isEmpty()) {
            draft.add(new Entry.FilesRemoved(folder, nameless));
        }
        UidSet doubtful = sound.doubtful().minus(lost);
        if (!doubtful.isEmpty()) {
            FlagChange none = FlagChange.add(Flags.NONE);
            draft.add(new Entry.FlagsChanged(folder, modSeq + 1, doubtful, none));
        }
        return draft.find(folder).map(after -> sound.sizes().minus(after.sizes()));
    }

    private static UidSet tombs(FolderState folder) {
        UidSet.Builder tombs = UidSet.builder();
        folder.tombs().forEach((uid, _) -> tombs.accept(uid));
        return tombs.build();
    }
}
