// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.server.imap.command.NotifyRequest.Event;
import dev.rookery.server.imap.command.NotifyRequest.Group;
import dev.rookery.server.imap.command.NotifyRequest.Mailboxes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The arguments of NOTIFY: RFC 5465 §8.
final class NotifyParser {
    private final Arguments in;
    private int selectedGroups;
    private boolean unknownEvents;

    NotifyParser(Arguments in) {
        this.in = in;
    }

    Command notify(Tag tag) {
        int start = in.space().position();
        return switch (in.keyword("SET or NONE")) {
            case "NONE" -> new Command.Notify(tag, new NotifyRequest.None());
            case "SET" -> new Command.Notify(tag, set());
            case String _ -> throw in.unknown(start, "SET or NONE");
        };
    }

    private NotifyRequest set() {
        in.space();
        boolean status = false;
        if (!in.sees('(')) {
            int start = in.position();
            if (!in.keyword("STATUS or a group of events").equals("STATUS")) {
                throw in.unknown(start, "STATUS or a group of events");
            }
            status = true;
            in.space();
        }
        List<Group> groups = new ArrayList<>();
        do {
            groups.add(group());
        } while (in.takes(' '));
        return new NotifyRequest.Of(status, groups, unknownEvents);
    }

    private Group group() {
        in.open("a group of events");
        Mailboxes mailboxes = mailboxes();
        in.space();
        Set<Event> events = EnumSet.noneOf(Event.class);
        List<FetchItem> items = new ArrayList<>();
        int start = in.position();
        if (in.sees('(')) {
            boolean selected = mailboxes instanceof NotifyRequest.Selected;
            in.list("a list of events", () -> event(selected, items).map(events::add));
        } else if (!in.keyword("a list of events or NONE").equals("NONE")) {
            throw in.unknown(start, "a list of events or NONE");
        }
        in.close();
        requireWhole(events, start);
        return new Group(mailboxes, events, items);
    }

    private Mailboxes mailboxes() {
        int start = in.position();
        return switch (in.keyword("which mailboxes")) {
            case "SELECTED" -> selected(false, start);
            case "SELECTED-DELAYED" -> selected(true, start);
            case "INBOXES" -> new NotifyRequest.Inboxes();
            case "PERSONAL" -> new NotifyRequest.Personal();
            case "SUBSCRIBED" -> new NotifyRequest.Subscribed();
            case "SUBTREE" -> new NotifyRequest.Subtree(names());
            case "MAILBOXES" -> new NotifyRequest.Named(names());
            case String _ -> throw in.unknown(start, "which mailboxes");
        };
    }

    private Mailboxes selected(boolean delayed, int start) {
        if (++selectedGroups > 1) {
            throw in.unknown(start, "only one group for the selected mailbox");
        }
        return new NotifyRequest.Selected(delayed);
    }

    private List<String> names() {
        return in.space().sees('(')
                ? in.list("a list of mailboxes", in::mailbox)
                : List.of(in.mailbox());
    }

    /// One event; nothing for one that nobody knows, which is remembered.
    private Optional<Event> event(boolean selected, List<FetchItem> items) {
        int start = in.position();
        Optional<Event> known = Event.ofImapName(in.keyword("an event"));
        if (known.isEmpty()) {
            unknownEvents = true;
            return known;
        }
        Event event = known.get();
        boolean ofMessages =
                switch (event) {
                    case MESSAGE_NEW, MESSAGE_EXPUNGE, FLAG_CHANGE -> true;
                    case MAILBOX_NAME,
                            SUBSCRIPTION_CHANGE,
                            MAILBOX_METADATA_CHANGE,
                            SERVER_METADATA_CHANGE ->
                            false;
                };
        if (selected && !ofMessages) {
            throw in.unknown(start, "an event of messages");
        }
        if (event == Event.MESSAGE_NEW && selected && in.sees(" (")) {
            items.addAll(new FetchParser(in.space()).list());
        }
        return known;
    }

    /// MessageNew and MessageExpunge come together, and FlagChange not without them.
    private void requireWhole(Set<Event> events, int start) {
        boolean arrivals = events.contains(Event.MESSAGE_NEW);
        boolean both = arrivals == events.contains(Event.MESSAGE_EXPUNGE);
        boolean flagsAlone = events.contains(Event.FLAG_CHANGE) && !arrivals;
        if (!both || flagsAlone) {
            in.backTo(start);
            throw in.expected("MessageNew and MessageExpunge together, and with FlagChange");
        }
    }
}
