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
        FolderState folder = draft.folder(mailbox.id(), mailbox.name());
        BaseIndex known = new BaseIndex(folder, messages.size());
        long uidNext = folder.snapshot().uidNext().value();
        long modSeq = Math.max(folder.snapshot().highestModSeq().value(), modSeqFloor);
        List<Entry.MessageAdded> entries = new ArrayList<>();
        for (Listed message : messages) {
            boolean free = message.uid() >= uidNext;
            if (free && known.find(message.arrival().found().name().base()).isEmpty()) {
                entries.add(entry(folder, message, ++modSeq));
                uidNext = message.uid() + 1;
            }
        }
        draft.addMessages(mailbox, entries);
        return entries.size();
    }

    private Entry.MessageAdded entry(FolderState folder, Listed message, long modSeq) {
        int letters = message.arrival().found().name().letterBits();
        List<String> keywords = new ArrayList<>(folder.letters().words(letters));
        keywords.addAll(message.keywords());
        Flags flags = Flags.of(FlagLetters.flags(letters), keywords);
        return Arrivals.entry(
                mailbox, message.uid(), modSeq, flags, Row.UNKNOWN, message.arrival());
    }
}
