// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A client that goes away with what it knows of a mailbox, comes back and asks only for what
/// changed (CONDSTORE and QRESYNC, RFC 7162): then it must know what a fresh look shows.
final class ReturningClient {
    private final Map<Uid, Flags> known = new HashMap<>();
    private Optional<UidValidity> uidValidity = Optional.empty();
    private ModSeq modSeq = new ModSeq(0);

    /// Learns the changes, and compares with everything.
    void comeBack(Snapshot now) throws IOException {
        if (!uidValidity.equals(Optional.of(now.uidValidity()))) {
            known.clear();
            modSeq = new ModSeq(0);
            uidValidity = Optional.of(now.uidValidity());
        }
        String who = "a client that left " + uidValidity.get() + " at " + modSeq + " and came at ";
        String when = who + now.highestModSeq();
        Invariant.I6.require(now.highestModSeq().compareTo(modSeq) >= 0, "%s", when);
        forget(now, when);
        for (Uid uid : now.changedSince(modSeq)) {
            known.put(uid, now.flags(uid));
        }
        for (Uid uid : now.uids()) {
            Flags flags = now.flags(uid);
            Optional<Flags> mine = Optional.ofNullable(known.get(uid));
            Invariant.I6.require(
                    mine.equals(Optional.of(flags)),
                    "%s takes UID %s for %s, not %s",
                    when,
                    uid,
                    mine,
                    flags);
        }
        Invariant.I8.require(
                known.size() == now.uids().size(), "%s: %s, not %s", when, known, now.uids());
        modSeq = now.highestModSeq();
    }

    private void forget(Snapshot now, String when) {
        UidSet.Builder mine = UidSet.builder();
        known.keySet().forEach(mine::add);
        UidSet gone = mine.build().minus(now.uids());
        UidSet told = now.expungedSince(modSeq).orElse(gone);
        Invariant.I8.require(
                gone.minus(told).isEmpty() && !told.intersects(now.uids()),
                "%s was told %s vanished, not %s",
                when,
                told,
                gone);
        told.forEach(known::remove);
    }
}
