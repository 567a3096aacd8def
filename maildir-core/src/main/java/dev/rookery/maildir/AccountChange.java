// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.Optional;

/// What happened to an account, told in order of commit, whether or not the mailbox is open.
public sealed interface AccountChange {
    record MailboxCreated(MailboxName name) implements AccountChange {}

    record MailboxDeleted(MailboxName name) implements AccountChange {}

    /// Told of the mailbox and of each below it, in this order.
    record MailboxRenamed(MailboxName from, MailboxName to) implements AccountChange {}

    /// Somebody wants to see the mailbox, or no longer.
    record SubscriptionChanged(MailboxName name) implements AccountChange {}

    /// @param mailbox nothing for the account as a whole
    record Annotated(Optional<MailboxName> mailbox, String name) implements AccountChange {}

    /// The mailbox is for other things now than it was.
    record Assigned(MailboxName mailbox) implements AccountChange {}

    record Arrived(MailboxName mailbox, UidSet uids) implements AccountChange {}

    record Expunged(MailboxName mailbox, UidSet uids) implements AccountChange {}

    record FlagsChanged(MailboxName mailbox, UidSet uids) implements AccountChange {}
}
