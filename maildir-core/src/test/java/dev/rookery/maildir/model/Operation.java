// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.FlagChange.Action;
import java.util.List;
import java.util.Optional;

/// One thing to do with a store, decided without looking at it: names, flags and places are plain
/// values, so that a list of operations is a test case.
sealed interface Operation {
    /// The mailbox it works in, for those that work in one.
    default Optional<String> within() {
        return switch (this) {
            case Deliver o -> Optional.of(o.mailbox());
            case DeliverAll o -> Optional.of(o.mailbox());
            case ChangeFlags o -> Optional.of(o.mailbox());
            case Expunge o -> Optional.of(o.mailbox());
            case Transfer o -> Optional.of(o.mailbox());
            case Replace o -> Optional.of(o.mailbox());
            case Refresh o -> Optional.of(o.mailbox());
            case Search o -> Optional.of(o.mailbox());
            case Read o -> Optional.of(o.mailbox());
            case ClaimRecent o -> Optional.of(o.mailbox());
            case Create _, Delete _, Rename _, Assign _ -> Optional.empty();
            case Subscribe _, Unsubscribe _ -> Optional.empty();
            case ListMailboxes _, ListSubscriptions _, ListUses _ -> Optional.empty();
            case ReopenAccount _, ReopenStore _ -> Optional.empty();
        };
    }

    /// @param flags as IMAP writes them, without parentheses
    record Deliver(String mailbox, int letter, int sizeBytes, String flags, long dateSeconds)
            implements Operation {}

    /// All or none of them.
    record DeliverAll(String mailbox, List<Deliver> messages) implements Operation {
        public DeliverAll {
            messages = List.copyOf(messages);
        }
    }

    record ChangeFlags(String mailbox, Pick pick, Action action, String flags)
            implements Operation {}

    record Expunge(String mailbox, Pick pick) implements Operation {}

    /// COPY, or MOVE.
    record Transfer(String mailbox, Pick pick, String target, boolean move) implements Operation {}

    /// A message in the place of others.
    ///
    /// @param mailbox where those are
    record Replace(String mailbox, Pick pick, Deliver message) implements Operation {}

    /// @param uses attributes of RFC 6154, with spaces between them
    record Create(String mailbox, String uses) implements Operation {}

    /// @param uses attributes of RFC 6154, with spaces between them
    record Assign(String mailbox, String uses) implements Operation {}

    record Delete(String mailbox) implements Operation {}

    record Rename(String from, String to) implements Operation {}

    record Subscribe(String mailbox) implements Operation {}

    record Unsubscribe(String mailbox) implements Operation {}

    record ListMailboxes() implements Operation {}

    record ListSubscriptions() implements Operation {}

    record ListUses() implements Operation {}

    record Refresh(String mailbox) implements Operation {}

    /// @param flag one system flag or keyword that messages bear, or do not
    record Search(String mailbox, Pick among, String flag, boolean not) implements Operation {}

    /// Reads the first message picked: its header, or all of it.
    record Read(String mailbox, Pick pick, boolean header) implements Operation {}

    record ClaimRecent(String mailbox) implements Operation {}

    record ReopenAccount() implements Operation {}

    record ReopenStore() implements Operation {}
}
