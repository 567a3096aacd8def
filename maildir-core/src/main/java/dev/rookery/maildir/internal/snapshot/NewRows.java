// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.UidSet;
import java.util.LinkedHashMap;
import java.util.Map;

/// Messages on their way into a mailbox: what they change is copied once for all of them.
final class NewRows {
    private static final int COMPACTED_EVERY = 1_024;

    private final MailboxSnapshot before;
    private final UidSet.Builder uids = UidSet.builder();

    /// Those with the same flags, in the order in which flags were met.
    private final Map<Flags, UidSet.Builder> flags = new LinkedHashMap<>();

    private final Rows.Appending rows;
    private long uidNext;
    private long modSeq;

    NewRows(MailboxSnapshot before) {
        this.before = before;
        this.rows = new Rows.Appending(before.rows());
        this.uidNext = before.uidNext().value();
    }

    void add(Row row, Flags itsFlags) {
        rows.add(row);
        uids.accept(row.uid());
        if (!itsFlags.isEmpty()) {
            flags.computeIfAbsent(itsFlags, _ -> UidSet.builder()).accept(row.uid());
        }
        uidNext = row.uid() + 1;
        modSeq = Math.max(modSeq, row.arrivedAt());
    }

    /// The mailbox with all of them. Long runs of UIDs are kept as runs, so that one more costs
    /// nothing.
    MailboxSnapshot all() {
        UidSet all = before.uids().or(uids.build());
        Flagging flagging = before.flagging();
        for (Map.Entry<Flags, UidSet.Builder> each : flags.entrySet()) {
            flagging = flagging.changed(each.getValue().build(), FlagChange.add(each.getKey()));
        }
        return before.with(
                rows.all(),
                compacts() ? all.compacted() : all,
                compacts() ? flagging.compacted() : flagging,
                uidNext,
                modSeq);
    }

    /// Whether runs are to be looked for in sets of messages: every now and then.
    boolean compacts() {
        long first = before.uidNext().value();
        return (uidNext - 1) / COMPACTED_EVERY > (first - 1) / COMPACTED_EVERY;
    }
}
