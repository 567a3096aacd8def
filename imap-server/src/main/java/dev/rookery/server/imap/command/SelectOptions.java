// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.ModSeq;
import java.util.Optional;

/// What SELECT and EXAMINE are asked for besides the mailbox. RFC 7162 §3.1.8, §3.2.5.
///
/// @param condstore whether mod-sequences are to be told from now on
/// @param resync what the client remembers of the mailbox
public record SelectOptions(boolean condstore, Optional<Resync> resync) {
    public static final SelectOptions NONE = new SelectOptions(false, Optional.empty());

    /// A client that was here before.
    ///
    /// @param uidValidity 1 to 2^32 - 1
    /// @param since the greatest mod-sequence it has seen
    /// @param known the UIDs it remembers; without them all
    /// @param match some sequence numbers with their UIDs, as it saw them last
    public record Resync(
            long uidValidity, ModSeq since, Optional<NumberSet> known, Optional<Match> match) {}

    /// The n-th sequence number was that of the n-th UID.
    public record Match(NumberSet sequences, NumberSet uids) {}
}
