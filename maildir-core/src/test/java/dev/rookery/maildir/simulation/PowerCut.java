// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.util.BitSet;
import java.util.Optional;

/// A moment at which the power goes, and what becomes of the changes that were not durable then.
///
/// @param events how many events had happened
/// @param lost pending changes that never reached the disk, by their number; not to be changed
/// @param tear what happens to the last write that did
record PowerCut(int events, BitSet lost, Optional<Tear> tear) {
    static PowerCut losing(int events, BitSet lost) {
        return new PowerCut(events, lost, Optional.empty());
    }

    /// The other way round: of `pending` changes, only those that this one loses are kept.
    PowerCut inverted(int pending) {
        BitSet others = (BitSet) lost.clone();
        others.flip(0, pending);
        return losing(events, others);
    }

    PowerCut torn(Tear how) {
        return new PowerCut(events, lost, Optional.of(how));
    }
}
