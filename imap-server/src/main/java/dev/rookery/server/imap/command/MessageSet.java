// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

/// Which messages a command means, and whether it speaks in sequence numbers or UIDs.
public sealed interface MessageSet {
    boolean byUid();

    record BySequence(NumberSet numbers) implements MessageSet {
        @Override
        public boolean byUid() {
            return false;
        }
    }

    record ByUid(NumberSet numbers) implements MessageSet {
        @Override
        public boolean byUid() {
            return true;
        }
    }

    /// `$`: what the last SEARCH saved. RFC 5182.
    record Saved(boolean byUid) implements MessageSet {}
}
