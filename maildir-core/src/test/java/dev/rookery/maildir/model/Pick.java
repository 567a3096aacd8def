// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;

/// Messages chosen by their place between the first UID and the next one, not by number: so a
/// decision means something in any mailbox.
record Pick(Kind kind, int from, int to) {
    /// What all places are counted in.
    static final int WHOLE = 1_000;

    enum Kind {
        /// The message at `from`, whether or not it is still there.
        ONE,
        /// All from `from` to `to`.
        RANGE,
        /// `1:*`, as large as UIDs go.
        ALL,
        /// Every third from `from` to `to`.
        SCATTERED,
        /// UIDs that were never given.
        BEYOND,
        NOTHING
    }

    Pick {
        if (from < 0 || to < from || to > WHOLE) {
            throw new IllegalArgumentException("places out of range: " + from + " to " + to);
        }
    }

    static final Pick EVERYTHING = new Pick(Kind.ALL, 0, WHOLE);

    UidSet of(Snapshot snapshot) {
        long next = snapshot.uidNext().value();
        Uid first = at(from, next);
        Uid last = at(to, next);
        return switch (kind) {
            case ONE -> UidSet.of(first);
            case RANGE -> UidSet.range(first, last);
            case ALL -> UidSet.range(Uid.FIRST, new Uid(Uid.MAX));
            case SCATTERED -> scattered(first, last);
            case BEYOND -> UidSet.range(new Uid(next + 1_000_000), new Uid(Uid.MAX));
            case NOTHING -> UidSet.EMPTY;
        };
    }

    private static Uid at(int place, long next) {
        return new Uid(Math.max(1, Math.min(next - 1, 1 + place * (next - 1) / WHOLE)));
    }

    private static UidSet scattered(Uid first, Uid last) {
        UidSet.Builder uids = UidSet.builder();
        for (long uid = first.value(); uid <= last.value(); uid += 3) {
            uids.add(new Uid(uid));
        }
        return uids.build();
    }
}
