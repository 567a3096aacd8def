// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.UidSet;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;

/// What a client is to be told, in this order: EXPUNGE, EXISTS and RECENT, FLAGS, FETCH.
///
/// @param before the messages it knew until now
/// @param gone those of them it must forget
/// @param arrived new ones
/// @param flagged messages whose flags changed, gone ones not among them
/// @param moreKeywords whether the mailbox has keywords it has not heard of
record News(UidSet before, UidSet gone, UidSet arrived, UidSet flagged, boolean moreKeywords) {
    boolean grown() {
        return !arrived.isEmpty();
    }

    /// The numbers of the EXPUNGE responses: from the greatest down, so that none shifts another.
    PrimitiveIterator.OfLong expungedSequences() {
        return LongStream.iterate(gone.size(), place -> place > 0, place -> place - 1)
                .map(place -> before.rank(gone.select(place)))
                .iterator();
    }
}
