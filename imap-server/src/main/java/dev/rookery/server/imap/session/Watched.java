// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.server.imap.command.NotifyRequest;
import dev.rookery.server.imap.command.NotifyRequest.Event;
import dev.rookery.server.imap.command.NotifyRequest.Group;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which events of which mailboxes a client wants to hear of, the selected one aside. RFC 5465 §6.
final class Watched {
    private final SignedIn user;
    private final List<Entry> groups = new ArrayList<>();
    private @Nullable Set<MailboxName> subscriptions;

    private record Entry(Scope scope, Set<Event> events) {}

    /// Some of the mailboxes.
    @FunctionalInterface
    private interface Scope {
        boolean covers(MailboxName mailbox) throws IOException;
    }

    Watched(SignedIn user, List<Group> groups) throws IOException {
        this.user = user;
        for (Group group : groups) {
            Optional<Scope> scope = scope(group.mailboxes());
            scope.ifPresent(some -> this.groups.add(new Entry(some, group.events())));
        }
    }

    boolean isEmpty() {
        return groups.stream().allMatch(group -> group.events().isEmpty());
    }

    /// Of all groups that the mailbox belongs to.
    Set<Event> events(MailboxName mailbox) throws IOException {
        Set<Event> events = EnumSet.noneOf(Event.class);
        if (!user.names().canSay(mailbox)) {
            return events;
        }
        for (Entry group : groups) {
            if (group.scope().covers(mailbox)) {
                events.addAll(group.events());
            }
        }
        return events;
    }

    /// What mailboxes are subscribed may have changed.
    void lookAgain() {
        subscriptions = null;
    }

    private boolean isSubscribed(MailboxName mailbox) throws IOException {
        if (subscriptions == null) {
            subscriptions = user.account().subscriptions();
        }
        return subscriptions.contains(mailbox);
    }

    /// Of the server there is only one.
    boolean wantsServerMetadata() {
        return groups.stream()
                .anyMatch(group -> group.events().contains(Event.SERVER_METADATA_CHANGE));
    }

    /// Nothing for the selected mailbox, which is no matter of names.
    private Optional<Scope> scope(NotifyRequest.Mailboxes mailboxes) throws IOException {
        return switch (mailboxes) {
            case NotifyRequest.Selected _ -> Optional.empty();
            case NotifyRequest.Inboxes _, NotifyRequest.Personal _ -> Optional.of(_ -> true);
            case NotifyRequest.Subscribed _ -> Optional.of(this::isSubscribed);
            case NotifyRequest.Subtree(List<String> names) -> {
                List<MailboxName> tops = parsed(names);
                yield Optional.of(name ->
                        tops.stream().anyMatch(top -> name.equals(top) || name.isBelow(top)));
            }
            case NotifyRequest.Named(List<String> names) -> Optional.of(parsed(names)::contains);
        };
    }

    /// What can be no mailbox's name is passed over.
    private List<MailboxName> parsed(List<String> names) throws IOException {
        List<MailboxName> parsed = new ArrayList<>();
        for (String name : names) {
            parsed(name).ifPresent(parsed::add);
        }
        return parsed;
    }

    private Optional<MailboxName> parsed(String name) throws IOException {
        try {
            return Optional.of(user.name(name));
        } catch (InvalidMailboxNameException impossible) {
            return Optional.empty();
        }
    }
}
