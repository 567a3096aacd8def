// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Copied;
import dev.rookery.maildir.MailStoreException;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/// What the store said to an operation.
sealed interface Answer {
    record Done() implements Answer {}

    record Refused(MailStoreException why) implements Answer {}

    record Delivered(UidValidity mailbox, Uid uid) implements Answer {}

    record DeliveredAll(UidValidity mailbox, UidSet uids) implements Answer {}

    /// What came in the place of others.
    record Replaced(UidValidity mailbox, UidSet uids) implements Answer {}

    record State(Snapshot snapshot) implements Answer {}

    record Transferred(Copied copied) implements Answer {}

    record Messages(UidSet uids) implements Answer {}

    record Content(Uid uid, String hash) implements Answer {}

    record Created(Mailbox mailbox) implements Answer {}

    record Names(SortedSet<MailboxName> names) implements Answer {}

    record Uses(SortedMap<MailboxName, Set<SpecialUse>> uses) implements Answer {}
}
