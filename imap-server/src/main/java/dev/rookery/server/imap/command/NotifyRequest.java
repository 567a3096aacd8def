// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a client wants to hear of unasked. RFC 5465.
public sealed interface NotifyRequest {
    /// Nothing at all, not even what IMAP tells anyway.
    record None() implements NotifyRequest {}

    /// @param status whether to begin with the STATUS of each mailbox
    /// @param unknownEvents whether there were events that nobody knows
    record Of(boolean status, List<Group> groups, boolean unknownEvents) implements NotifyRequest {
        public Of {
            groups = List.copyOf(groups);
        }

        /// How many mailboxes are named.
        public long names() {
            return groups.stream()
                    .mapToLong(group ->
                            switch (group.mailboxes()) {
                                case Subtree(List<String> names) -> names.size();
                                case Named(List<String> names) -> names.size();
                                case Mailboxes _ -> 0;
                            })
                    .sum();
        }
    }

    /// The events of some mailboxes.
    ///
    /// @param newMessageItems what to show of a message that arrives in the selected mailbox
    record Group(Mailboxes mailboxes, Set<Event> events, List<FetchItem> newMessageItems) {
        public Group {
            events = Set.copyOf(events);
            newMessageItems = List.copyOf(newMessageItems);
        }
    }

    /// Which mailboxes. RFC 5465 §6.
    sealed interface Mailboxes {}

    /// @param delayed whether EXPUNGE waits for a command that lets it
    record Selected(boolean delayed) implements Mailboxes {}

    record Inboxes() implements Mailboxes {}

    record Personal() implements Mailboxes {}

    record Subscribed() implements Mailboxes {}

    record Subtree(List<String> names) implements Mailboxes {
        public Subtree {
            names = List.copyOf(names);
        }
    }

    record Named(List<String> names) implements Mailboxes {
        public Named {
            names = List.copyOf(names);
        }
    }

    /// What happens to a mailbox. RFC 5465 §5.
    enum Event {
        MESSAGE_NEW("MessageNew"),
        MESSAGE_EXPUNGE("MessageExpunge"),
        FLAG_CHANGE("FlagChange"),
        MAILBOX_NAME("MailboxName"),
        SUBSCRIPTION_CHANGE("SubscriptionChange"),
        MAILBOX_METADATA_CHANGE("MailboxMetadataChange"),
        SERVER_METADATA_CHANGE("ServerMetadataChange");

        private final String imapName;

        Event(String imapName) {
            this.imapName = imapName;
        }

        public String imapName() {
            return imapName;
        }

        static Optional<Event> ofImapName(String name) {
            return Arrays.stream(values())
                    .filter(event -> event.imapName.equalsIgnoreCase(name))
                    .findFirst();
        }
    }
}
