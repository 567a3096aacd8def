// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import dev.rookery.maildir.UidSet;

/// What is known of a search before a message is opened.
///
/// @param sure match whatever their content
/// @param possible may match; the others do not
record Bounds(UidSet sure, UidSet possible) {
    static Bounds exactly(UidSet matching) {
        return new Bounds(matching, matching);
    }

    static Bounds unknown(UidSet among) {
        return new Bounds(UidSet.EMPTY, among);
    }

    /// What of `among` does not match.
    Bounds not(UidSet among) {
        return new Bounds(among.minus(possible), among.minus(sure));
    }

    Bounds and(Bounds other) {
        return new Bounds(sure.and(other.sure), possible.and(other.possible));
    }

    Bounds or(Bounds other) {
        return new Bounds(sure.or(other.sure), possible.or(other.possible));
    }

    /// This, with what is known by now of those that were undecided.
    Bounds then(Bounds ofUndecided) {
        return new Bounds(sure.or(ofUndecided.sure), sure.or(ofUndecided.possible));
    }

    UidSet undecided() {
        return possible.minus(sure);
    }
}
