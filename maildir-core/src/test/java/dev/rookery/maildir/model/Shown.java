// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Change;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.util.Optional;

/// A state of a mailbox that was shown, and what its listeners were told had led to it.
///
/// @param snapshot nothing before the mailbox was made
record Shown(
        long modSeq, Optional<Snapshot> snapshot, UidSet arrived, UidSet flagged, UidSet expunged) {
    static final Shown NOTHING =
            new Shown(0, Optional.empty(), UidSet.EMPTY, UidSet.EMPTY, UidSet.EMPTY);

    static Shown of(Snapshot snapshot) {
        return new Shown(
                snapshot.highestModSeq().value(),
                Optional.of(snapshot),
                UidSet.EMPTY,
                UidSet.EMPTY,
                UidSet.EMPTY);
    }

    Shown and(Change change) {
        return switch (change) {
            case Change.Arrived c ->
                    new Shown(modSeq, snapshot, arrived.or(c.uids()), flagged, expunged);
            case Change.FlagsChanged c ->
                    new Shown(modSeq, snapshot, arrived, flagged.or(c.uids()), expunged);
            case Change.Expunged c ->
                    new Shown(modSeq, snapshot, arrived, flagged, expunged.or(c.uids()));
            case Change.Deleted _, Change.Closed _ -> this;
        };
    }

    UidSet uids() {
        return snapshot.map(Snapshot::uids).orElse(UidSet.EMPTY);
    }

    UidSet bearing(String word) {
        return snapshot.map(shown ->
                        SystemFlag.ofImapName(word)
                                .map(shown::having)
                                .orElseGet(() -> shown.havingKeyword(word)))
                .orElse(UidSet.EMPTY);
    }

    /// Whether this state can follow that one by what was told.
    void requireFollows(Shown before, String mailbox) throws IOException {
        String step = mailbox + " from mod-sequence " + before.modSeq + " to " + modSeq;
        UidSet due = before.uids().minus(expunged).or(arrived);
        Invariant.I8.require(uids().equals(due), "%s: shows %s, told %s", step, uids(), due);
        Invariant.I8.require(
                expunged.minus(before.uids()).isEmpty() && !arrived.intersects(before.uids()),
                "%s: told %s gone and %s new of %s",
                step,
                expunged,
                arrived,
                before.uids());
        Snapshot old = before.snapshot.orElseThrow();
        Snapshot now = snapshot.orElseThrow();
        Invariant.I4.require(
                arrived.isEmpty() || arrived.first().compareTo(old.uidNext()) >= 0,
                "%s: %s arrived where %s was next",
                step,
                arrived,
                old.uidNext());
        UidSet since = now.changedSince(old.highestModSeq());
        Invariant.I6.require(
                since.equals(arrived.or(flagged)),
                "%s: changed %s, told %s",
                step,
                since,
                arrived.or(flagged));
        for (String word : Decisions.words()) {
            UidSet different = before.bearing(word).xor(bearing(word));
            UidSet silent = different.and(uids()).and(before.uids()).minus(flagged);
            Invariant.I8.require(silent.isEmpty(), "%s: %s of %s untold", step, word, silent);
        }
    }
}
