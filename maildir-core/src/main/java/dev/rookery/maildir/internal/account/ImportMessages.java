// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.internal.filename.FlagLetters;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.Arrival;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes in messages under the UIDs that another server told. Those that are known already, or
/// whose UIDs were passed over, are left out: so it may be done again after a crash.
final class ImportMessages implements Operation<Integer> {
    private final OpenMailbox mailbox;
    private final List<Listed> messages;
    private final long modSeqFloor;

    /// @param keywords besides those whose letters are in the name
    record Listed(long uid, Arrival arrival, Set<String> keywords) {}

    /// @param messages ascending by UID
    /// @param modSeqFloor below all that the messages get
    ImportMessages(OpenMailbox mailbox, List<Listed> messages, long modSeqFloor) {
        this.mailbox = mailbox;
        this.messages = List.copyOf(messages);
        this.modSeqFloor = modSeqFloor;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers how many there were.
    @Override
    public Integer prepare(Draft draft) throws IOException {
        BaseIndex known = new BaseIndex(draft.folder(mailbox.id(), mailbox.name()));
        int taken = 0;
        for (Listed message : messages) {
            FolderState newest = draft.folder(mailbox.id(), mailbox.name());
            boolean free = message.uid() >= newest.snapshot().uidNext().value();
            if (free && known.find(message.arrival().found().name().base()).isEmpty()) {
                draft.add(entry(newest, message));
                taken++;
            }
        }
        return taken;
    }

    private Entry entry(FolderState newest, Listed message) {
        Arrival arrival = message.arrival();
        int letters = arrival.found().name().letterBits();
        List<String> keywords = new ArrayList<>(newest.letters().words(letters));
        keywords.addAll(message.keywords());
        return new Entry.MessageAdded(
                mailbox.id(),
                message.uid(),
                Math.max(newest.snapshot().highestModSeq().value(), modSeqFloor) + 1,
                Flags.of(FlagLetters.flags(letters), keywords),
                arrival.modifiedSeconds(),
                Row.UNKNOWN,
                arrival.physicalBytes(),
                arrival.virtualBytes(),
                arrival.found().name().text(),
                arrival.found().inNew(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
