// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

/// Some of the messages in ascending order, by their place among them: from the first on, or from
/// the last back. RFC 9394 §3.1.
///
/// @param first a place, from 1
/// @param last another one; it may be the lesser
/// @param fromEnd whether place 1 is the last message
public record PartialRange(long first, long last, boolean fromEnd) {
    public PartialRange {
        if (first < 1 || last < 1) {
            throw new IllegalArgumentException("places count from 1: " + first + " to " + last);
        }
    }

    public long least() {
        return Math.min(first, last);
    }

    public long greatest() {
        return Math.max(first, last);
    }

    public long size() {
        return greatest() - least() + 1;
    }

    /// As the client wrote it.
    @Override
    public String toString() {
        return fromEnd ? "-" + first + ":-" + last : first + ":" + last;
    }
}
