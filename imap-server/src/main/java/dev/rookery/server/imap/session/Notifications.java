// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.AccountChange;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Subscription;
import dev.rookery.server.imap.command.NotifyRequest;
import dev.rookery.server.imap.command.NotifyRequest.Event;
import dev.rookery.server.imap.command.NotifyRequest.Group;
import dev.rookery.server.imap.command.StatusItem;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import dev.rookery.server.limits.ServerLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells a client what happens to mailboxes it has not selected: RFC 5465. The account says what
/// happened, from any thread; the session tells it when it may speak.
final class Notifications implements AutoCloseable {
    private static final Set<Event> OF_MESSAGES =
            EnumSet.of(Event.MESSAGE_NEW, Event.MESSAGE_EXPUNGE, Event.FLAG_CHANGE);

    private static final List<StatusItem> NEW_MAILBOX =
            List.of(
                    StatusItem.MESSAGES,
                    StatusItem.UIDNEXT,
                    StatusItem.UIDVALIDITY,
                    StatusItem.UNSEEN);

    private final SignedIn user;
    private final Watched watched;
    private final ListCommands lists;
    private final StatusCommand status;
    private final Enabled enabled;
    private final Failures failures;
    private final NewsQueue queue;
    private final Subscription subscription;
    private final Map<MailboxName, Subscription> open = new HashMap<>();
    private final Map<MailboxName, Long> unseenTold = new HashMap<>();

    /// What a session has for telling.
    record Voice(ListCommands lists, StatusCommand status, Enabled enabled, Failures failures) {}

    /// @param ring is run, from any thread, when there is something to tell
    Notifications(SignedIn user, List<Group> groups, Voice voice, Runnable ring)
            throws IOException {
        this.user = user;
        this.watched = new Watched(user, groups);
        this.lists = voice.lists();
        this.status = voice.status();
        this.enabled = voice.enabled();
        this.failures = voice.failures();
        this.queue = new NewsQueue(ring);
        this.subscription = user.account().subscribe(queue);
    }

    /// Looks at all mailboxes for the first time.
    void begin() throws IOException {
        for (MailboxName name : mailboxes()) {
            attempt(
                    name,
                    () -> {
                        watch(name);
                        unseenTold.put(name, user.account().status(name).unseen());
                    });
        }
    }

    /// A mailbox that is gone, or in trouble, does not keep us from telling of the others.
    private void attempt(MailboxName name, Failures.Errand look) throws ConnectionBrokenException {
        failures.attempt("watching " + name, look);
    }

    /// Those whose messages matter, as LIST names them.
    private List<MailboxName> mailboxes() throws IOException {
        List<MailboxName> all = new ArrayList<>();
        if (!watched.isEmpty()) {
            for (MailboxName name : user.account().mailboxes()) {
                if (wantsMessages(name)) {
                    all.add(name);
                }
            }
        }
        return all;
    }

    private boolean wantsMessages(MailboxName name) throws IOException {
        return watched.events(name).stream().anyMatch(OF_MESSAGES::contains);
    }

    /// Keeps the mailbox open, so that it is seen what other programs do to it.
    private void watch(MailboxName name) throws IOException {
        if (open.size() < ServerLimits.NOTIFY_WATCHED_MAX && !open.containsKey(name)) {
            find(name).ifPresent(mailbox -> open.put(name, mailbox.subscribe(_ -> {})));
        }
    }

    private Optional<Mailbox> find(MailboxName name) throws IOException {
        try {
            return Optional.of(user.account().mailbox(name));
        } catch (NoSuchMailboxException gone) {
            return Optional.empty();
        }
    }

    private void unwatch(MailboxName name) {
        Subscription held = open.remove(name);
        if (held != null) {
            held.close();
        }
    }

    /// NOTIFY SET STATUS: what all of them are like at first. RFC 5465 §3.1.
    void tellAll(Optional<MailboxName> selected, Responses out) throws IOException {
        for (MailboxName name : mailboxes()) {
            if (!isSelected(name, selected)) {
                List<StatusItem> items = new ArrayList<>(NEW_MAILBOX);
                if (watched.events(name).contains(Event.FLAG_CHANGE)) {
                    items.add(StatusItem.HIGHESTMODSEQ);
                }
                attempt(name, () -> status.tell(name, items, user, out));
            }
        }
    }

    private static boolean isSelected(MailboxName name, Optional<MailboxName> selected) {
        return selected.isPresent() && selected.get().equals(name);
    }

    /// Tells what has happened since, but for what the session did itself.
    ///
    /// @return false if too much happened to tell: then nothing more is
    boolean tell(Optional<MailboxName> selected, Responses out) throws IOException {
        Optional<List<List<AccountChange>>> news = queue.take();
        if (news.isEmpty()) {
            user.own().note(false);
            out.untagged(Status.ok("NOTIFICATIONOVERFLOW", "Too much happens to tell it all."));
            return false;
        }
        watched.lookAgain();
        Round round = new Round(selected, out);
        try {
            for (List<AccountChange> commit : news.get()) {
                for (AccountChange change : commit) {
                    if (!user.own().contains(change)) {
                        round.look(change, commit);
                    } else {
                        round.own(change);
                    }
                }
            }
            round.end();
        } finally {
            user.own().clear();
        }
        return true;
    }

    @Override
    public void close() {
        subscription.close();
        open.values().forEach(Subscription::close);
    }

    /// What is told at one time. Names are told in their order, numbers once for each mailbox.
    private final class Round {
        private final Optional<MailboxName> selected;
        private final Responses out;
        private final Map<MailboxName, Set<Event>> messages = new LinkedHashMap<>();
        private final Set<MailboxName> anew = new HashSet<>();
        private @Nullable MailboxTree tree;

        Round(Optional<MailboxName> selected, Responses out) {
            this.selected = selected;
            this.out = out;
        }

        void look(AccountChange change, List<AccountChange> commit) throws IOException {
            switch (change) {
                case AccountChange.MailboxCreated(MailboxName name) -> created(name);
                case AccountChange.MailboxDeleted(MailboxName name) -> deleted(name);
                case AccountChange.MailboxRenamed(MailboxName from, MailboxName to) ->
                        renamed(from, to, commit);
                case AccountChange.SubscriptionChanged(MailboxName name) -> subscribed(name);
                case AccountChange.Annotated(Optional<MailboxName> name, String entry) ->
                        annotated(name, entry);
                case AccountChange.Assigned(MailboxName name) ->
                        annotated(Optional.of(name), MetadataCommands.SPECIAL_USE);
                case AccountChange.Arrived(MailboxName name, _) -> message(name, Event.MESSAGE_NEW);
                case AccountChange.Expunged(MailboxName name, _) ->
                        message(name, Event.MESSAGE_EXPUNGE);
                case AccountChange.FlagsChanged(MailboxName name, _) ->
                        message(name, Event.FLAG_CHANGE);
            }
        }

        /// Of what the session did itself only what it watches from now on matters.
        void own(AccountChange change) throws IOException {
            switch (change) {
                case AccountChange.MailboxCreated(MailboxName name) when wantsMessages(name) ->
                        watch(name);
                case AccountChange.MailboxRenamed(MailboxName from, MailboxName to) -> {
                    moved(from, to);
                    if (wantsMessages(to)) {
                        watch(to);
                    }
                }
                case AccountChange.MailboxDeleted(MailboxName name) -> unwatch(name);
                case AccountChange _ -> {}
            }
        }

        private void created(MailboxName name) throws IOException {
            Set<Event> events = watched.events(name);
            if (events.contains(Event.MAILBOX_NAME)) {
                lists.tell(name, Optional.empty(), tree(), out);
            } else if (events.contains(Event.FLAG_CHANGE)) {
                anew.add(name);
            }
            parent(name);
            if (events.stream().anyMatch(OF_MESSAGES::contains)) {
                watch(name);
            }
        }

        private void deleted(MailboxName name) throws IOException {
            unwatch(name);
            messages.remove(name);
            anew.remove(name);
            if (watched.events(name).contains(Event.MAILBOX_NAME)) {
                lists.tell(name, Optional.empty(), tree(), out);
            }
            parent(name);
        }

        private void renamed(MailboxName from, MailboxName to, List<AccountChange> commit)
                throws IOException {
            if (!user.names().canSay(to)) {
                deleted(from);
                return;
            }
            moved(from, to);
            if (wantsMessages(to)) {
                watch(to);
            }
            boolean goesAlong =
                    commit.stream()
                            .anyMatch(other ->
                                    other instanceof AccountChange.MailboxRenamed above
                                            && from.isBelow(above.from()));
            Set<Event> events = watched.events(to);
            events.addAll(watched.events(from));
            if (!goesAlong && events.contains(Event.MAILBOX_NAME)) {
                lists.tell(to, Optional.of(from).filter(user.names()::canSay), tree(), out);
            }
        }

        /// What is known of a mailbox goes along with its name.
        private void moved(MailboxName from, MailboxName to) {
            unwatch(from);
            Set<Event> events = messages.remove(from);
            if (events != null) {
                messages.put(to, events);
            }
            if (anew.remove(from)) {
                anew.add(to);
            }
            Long unseen = unseenTold.remove(from);
            if (unseen != null) {
                unseenTold.put(to, unseen);
            }
        }

        /// All names as they are now, read once for all that is told.
        private MailboxTree tree() throws IOException {
            if (tree == null) {
                tree = lists.tree(user);
            }
            return tree;
        }

        private void subscribed(MailboxName name) throws IOException {
            if (wantsMessages(name)) {
                watch(name);
            }
            if (watched.events(name).contains(Event.SUBSCRIPTION_CHANGE)) {
                lists.tellSubscription(name, tree(), out);
            }
        }

        /// The mailbox directly above, if there can be one: its children are others now.
        private void parent(MailboxName name) throws IOException {
            int levels = name.components().size();
            if (levels > 1) {
                MailboxName above = new MailboxName(name.components().subList(0, levels - 1));
                if (watched.events(above).contains(Event.MAILBOX_NAME)) {
                    lists.tell(above, Optional.empty(), tree(), out);
                }
            }
        }

        private void annotated(Optional<MailboxName> name, String entry) throws IOException {
            boolean wanted =
                    name.isPresent()
                            ? watched.events(name.get()).contains(Event.MAILBOX_METADATA_CHANGE)
                            : watched.wantsServerMetadata();
            if (wanted) {
                String mailbox = name.map(user.names()::text).orElse("");
                out.untagged(line -> line.raw("METADATA ").mailbox(mailbox).raw(" ").string(entry));
            }
        }

        private void message(MailboxName name, Event event) throws IOException {
            if (!isSelected(name, selected) && watched.events(name).contains(event)) {
                messages.computeIfAbsent(name, _ -> EnumSet.noneOf(Event.class)).add(event);
            }
        }

        void end() throws IOException {
            Set<MailboxName> all = new LinkedHashSet<>(anew);
            all.addAll(messages.keySet());
            for (MailboxName name : all) {
                attempt(name, () -> number(name, user.account().status(name)));
            }
        }

        private void number(MailboxName name, MailboxStatus now) throws IOException {
            Long before = unseenTold.put(name, now.unseen());
            boolean sameUnseen = before != null && before == now.unseen();
            Set<Event> events = messages.getOrDefault(name, Set.of());
            boolean moved =
                    events.contains(Event.MESSAGE_NEW) || events.contains(Event.MESSAGE_EXPUNGE);
            List<StatusItem> items = new ArrayList<>();
            if (anew.contains(name)) {
                items.addAll(NEW_MAILBOX);
            } else if (moved) {
                items.addAll(List.of(StatusItem.MESSAGES, StatusItem.UIDNEXT, StatusItem.UNSEEN));
            } else if (enabled.tellsModSeqs()) {
                items.addAll(List.of(StatusItem.UIDVALIDITY, StatusItem.UNSEEN));
            } else if (!sameUnseen) {
                items.add(StatusItem.UNSEEN);
            }
            if (enabled.tellsModSeqs()) {
                items.add(StatusItem.HIGHESTMODSEQ);
            }
            if (!items.isEmpty()) {
                status.tell(name, items, user, out);
            }
        }
    }

    /// What a client is told of the mailbox it has selected, from this request on.
    static Wish wish(NotifyRequest request) {
        return switch (request) {
            case NotifyRequest.None _ -> Wish.NOTHING;
            case NotifyRequest.Of of ->
                    of.groups().stream()
                            .filter(group -> group.mailboxes() instanceof NotifyRequest.Selected)
                            .findFirst()
                            .map(Notifications::wish)
                            .orElse(Wish.NOTHING);
        };
    }

    private static Wish wish(Group group) {
        boolean delayed =
                group.mailboxes() instanceof NotifyRequest.Selected(boolean waits) && waits;
        return new Wish(
                group.events().contains(Event.MESSAGE_NEW),
                group.events().contains(Event.FLAG_CHANGE),
                true,
                delayed,
                group.newMessageItems());
    }
}
