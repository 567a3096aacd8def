// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.NumberSet;
import dev.rookery.server.imap.command.SelectOptions;
import dev.rookery.server.imap.response.Responses;
import java.io.IOException;
import java.util.PrimitiveIterator;

/// Messages that were expunged since a client was here last: RFC 7162 §3.2.5, §3.2.6.
final class Vanished {
    private Vanished() {}

    /// Those among `known` that were expunged after `since`; if nobody remembers that far back, all
    /// that are gone.
    static UidSet since(ModSeq since, UidSet known, Snapshot now) {
        return now.expungedSince(since).map(known::and).orElseGet(() -> known.minus(now.uids()));
    }

    static void tell(UidSet vanished, Responses out) throws IOException {
        if (!vanished.isEmpty()) {
            out.untagged(line -> line.raw("VANISHED (EARLIER) " + vanished));
        }
    }

    /// All UIDs a client can have seen, of those it names.
    static UidSet everGiven(NumberSet numbers, Snapshot now) {
        long last = now.uidNext().value() - 1;
        UidSet.Builder uids = UidSet.builder();
        for (NumberSet.Range range : numbers.ranges()) {
            long from = Math.min(range.first(), range.last());
            long to = Math.min(Math.max(range.first(), range.last()), last);
            if (from <= to) {
                uids.addRange(new Uid(from), new Uid(to));
            }
        }
        return uids.build();
    }

    static UidSet everGiven(Snapshot now) {
        return everGiven(NumberSet.of(1, NumberSet.STAR), now);
    }

    /// The UIDs the client need not hear of, because it has the right number for a message behind
    /// them. RFC 7162 §3.2.5.2.
    static UidSet matched(SelectOptions.Match match, Snapshot now) {
        UidSet there = now.uids();
        PrimitiveIterator.OfLong sequences = match.sequences().numbers();
        PrimitiveIterator.OfLong uids = match.uids().numbers();
        long last = 0;
        while (sequences.hasNext() && uids.hasNext()) {
            long sequence = sequences.nextLong();
            long uid = uids.nextLong();
            boolean ascends = uid > last;
            if (!ascends || sequence > there.size() || there.select(sequence).value() != uid) {
                break;
            }
            last = uid;
        }
        return last == 0 ? UidSet.EMPTY : UidSet.range(new Uid(1), new Uid(last));
    }
}
