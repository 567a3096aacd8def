// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// A mailbox in numbers: what STATUS tells (RFC 9051 §6.3.11, RFC 7162 §3.1.2.2).
///
/// @param recent messages nobody has claimed yet
/// @param sizeBytes RFC822.SIZE of all messages together
public record MailboxStatus(
        UidValidity uidValidity,
        Uid uidNext,
        ModSeq highestModSeq,
        long messages,
        long unseen,
        long deleted,
        long recent,
        long sizeBytes) {
    /// What a snapshot tells, and what it does not.
    public static MailboxStatus of(Snapshot snapshot, long recent, long sizeBytes) {
        UidSet uids = snapshot.uids();
        return new MailboxStatus(
                snapshot.uidValidity(),
                snapshot.uidNext(),
                snapshot.highestModSeq(),
                uids.size(),
                uids.minus(snapshot.having(SystemFlag.SEEN)).size(),
                snapshot.having(SystemFlag.DELETED).size(),
                recent,
                sizeBytes);
    }
}
