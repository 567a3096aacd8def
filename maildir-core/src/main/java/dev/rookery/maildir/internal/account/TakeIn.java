// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.internal.filename.FlagLetters;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.sync.Arrival;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Gives UIDs to mail that other programs delivered.
final class TakeIn implements Operation<Boolean> {
    private final OpenMailbox mailbox;
    private final List<Arrival> arrivals;

    TakeIn(OpenMailbox mailbox, List<Arrival> arrivals) {
        this.mailbox = mailbox;
        this.arrivals = arrivals;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Boolean prepare(Draft draft) throws IOException {
        FolderState before = draft.folder(mailbox.id(), mailbox.name());
        BaseIndex known = new BaseIndex(before);
        for (Arrival arrival : arrivals) {
            if (known.find(arrival.found().name().base()).isEmpty()) {
                add(draft, arrival);
            }
        }
        return true;
    }

    private void add(Draft draft, Arrival arrival) throws IOException {
        FolderState newest = draft.folder(mailbox.id(), mailbox.name());
        int letters = arrival.found().name().letterBits();
        draft.add(
                new Entry.MessageAdded(
                        mailbox.id(),
                        Limits.requireUid(newest.snapshot()),
                        newest.snapshot().highestModSeq().value() + 1,
                        Flags.of(FlagLetters.flags(letters), newest.letters().words(letters)),
                        arrival.modifiedSeconds(),
                        mailbox.nowSeconds(),
                        arrival.physicalBytes(),
                        arrival.virtualBytes(),
                        arrival.found().name().text(),
                        arrival.found().inNew(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
