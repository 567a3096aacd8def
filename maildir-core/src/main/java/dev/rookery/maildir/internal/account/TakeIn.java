// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.sync.Arrival;
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
    public Boolean prepare(Draft draft) {
        for (Arrival arrival : arrivals) {
            MailboxSnapshot newest = draft.folder(mailbox.id(), mailbox.name()).snapshot();
            draft.add(
                    new Entry.MessageAdded(
                            mailbox.id(),
                            Limits.requireUid(newest),
                            newest.highestModSeq().value() + 1,
                            Flags.of(arrival.found().name().flags(), List.of()),
                            arrival.modifiedSeconds(),
                            arrival.physicalBytes(),
                            arrival.virtualBytes(),
                            arrival.found().name().text(),
                            arrival.found().inNew(),
                            Optional.empty()));
        }
        return true;
    }
}
