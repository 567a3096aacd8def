// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Journal;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;
import java.util.Optional;

/// STORE. File names follow later, or at once if the store was asked for that.
final class ChangeFlags implements Operation<ChangeFlags.Outcome> {
    private final OpenMailbox mailbox;
    private final UidSet messages;
    private final FlagChange change;
    private final Optional<ModSeq> unchangedSince;

    /// @param changed messages that have other flags now
    /// @param modified messages that were spared because they had changed before
    record Outcome(UidSet changed, UidSet modified) {}

    /// @param unchangedSince the greatest mod-sequence of messages that are not to be spared
    ChangeFlags(
            OpenMailbox mailbox,
            UidSet messages,
            FlagChange change,
            Optional<ModSeq> unchangedSince) {
        this.mailbox = mailbox;
        this.messages = messages;
        this.change = change;
        this.unchangedSince = unchangedSince;
    }

    /// On a full disk, messages are marked to be expunged.
    @Override
    public Journal.Room room() {
        boolean marks =
                change.action() != FlagChange.Action.REMOVE
                        && change.flags().has(SystemFlag.DELETED);
        return marks ? Journal.Room.HALF_OF_RESERVE : Journal.Room.ORDINARY;
    }

    @Override
    public Outcome prepare(Draft draft) throws IOException {
        MailboxSnapshot snapshot = draft.folder(mailbox.id(), mailbox.name()).snapshot();
        if (change.action() != FlagChange.Action.REMOVE) {
            Limits.requireRoomForKeywords(snapshot, change.flags());
        }
        UidSet modified =
                unchangedSince.isPresent()
                        ? snapshot.changedSince(unchangedSince.get(), messages)
                        : UidSet.EMPTY;
        UidSet changed = snapshot.changedBy(messages.minus(modified), change);
        if (!changed.isEmpty()) {
            long modSeq = snapshot.highestModSeq().value() + 1;
            draft.add(new Entry.FlagsChanged(mailbox.id(), modSeq, changed, change));
        }
        return new Outcome(changed, modified);
    }
}
