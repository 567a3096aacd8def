// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// A mailbox in numbers: what STATUS tells (RFC 9051 §6.3.11, RFC 7162 §3.1.2.2).
///
/// @param recent messages nobody has claimed yet
public record MailboxStatus(
        UidValidity uidValidity,
        Uid uidNext,
        ModSeq highestModSeq,
        long messages,
        long unseen,
        long deleted,
        long recent) {
    /// What a snapshot tells.
    public static MailboxStatus of(Snapshot snapshot, long recent) {
        UidSet uids = snapshot.uids();
        return new MailboxStatus(
                snapshot.uidValidity(),
                snapshot.uidNext(),
                snapshot.highestModSeq(),
                uids.size(),
                uids.minus(snapshot.having(SystemFlag.SEEN)).size(),
                snapshot.having(SystemFlag.DELETED).size(),
                recent);
    }
}
