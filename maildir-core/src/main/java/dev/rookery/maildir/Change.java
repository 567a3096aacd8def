// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// What happened to a mailbox, told in order of commit.
///
/// Each case carries the snapshot that first shows it.
public sealed interface Change {
    Snapshot snapshot();

    /// Messages arrived: delivered by us, or found because another program put them there.
    record Arrived(Snapshot snapshot, UidSet uids) implements Change {}

    record FlagsChanged(Snapshot snapshot, UidSet uids) implements Change {}

    record Expunged(Snapshot snapshot, UidSet uids) implements Change {}

    /// The mailbox was deleted; the snapshot is its last.
    record Deleted(Snapshot snapshot) implements Change {}

    /// The account was closed under whoever held it, by [MailStore#lend] or with its store: nothing
    /// more is told.
    record Closed(Snapshot snapshot) implements Change {}
}
