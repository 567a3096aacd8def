// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.MailboxName;
import dev.rookery.server.imap.command.NotifyRequest;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.limits.ServerLimits;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// NOTIFY: what a client wants to hear of, and telling it. RFC 5465.
final class NotifyCommand implements AutoCloseable {
    /// All that was held back, and nothing shown of it.
    private static final Wish CATCHING_UP = new Wish(true, true, true, false, List.of());

    private final Notifications.Voice voice;
    private final Runnable ring;
    private Optional<Notifications> notifications = Optional.empty();

    /// @param ring is run, from any thread, when there is something to tell
    NotifyCommand(Notifications.Voice voice, Runnable ring) {
        this.voice = voice;
        this.ring = ring;
    }

    /// Whether the client wants to hear of anything beyond the selected mailbox.
    boolean isOn() {
        return notifications.isPresent();
    }

    /// SET tells what has happened until now, whatever is wanted from then on (§3.1). If that
    /// fails, all stays as it was.
    Outcome run(NotifyRequest request, SignedIn user, Optional<Selection> selected, Responses out)
            throws IOException {
        Optional<Notifications> next = Optional.empty();
        if (request instanceof NotifyRequest.Of of) {
            requirePossible(of);
            if (selected.isPresent()) {
                catchUp(selected.get(), out);
            }
            next = Optional.of(begin(of, user, selected, out));
        }
        close();
        notifications = next;
        user.own().note(next.isPresent());
        voice.enabled().wish(Notifications.wish(request));
        return Outcome.ok("That is what you hear of.");
    }

    private static void requirePossible(NotifyRequest.Of request) {
        if (request.unknownEvents()) {
            String known =
                    Arrays.stream(NotifyRequest.Event.values())
                            .map(NotifyRequest.Event::imapName)
                            .collect(Collectors.joining(" "));
            throw Refusal.no("BADEVENT (" + known + ")", "These are the events there are.");
        }
        if (request.groups().size() > ServerLimits.NOTIFY_GROUPS_MAX) {
            throw Refusal.no("LIMIT", "At most " + ServerLimits.NOTIFY_GROUPS_MAX + " groups.");
        }
        if (request.names() > ServerLimits.NOTIFY_NAMES_MAX) {
            throw Refusal.no(
                    "LIMIT", "At most " + ServerLimits.NOTIFY_NAMES_MAX + " mailboxes by name.");
        }
    }

    private void catchUp(Selection selection, Responses out) throws IOException {
        selection.refresh();
        Wish before = voice.enabled().wish();
        voice.enabled().wish(CATCHING_UP);
        try {
            ChangeReports.write(selection, ChangeReports.Manner.FREE, out);
        } finally {
            voice.enabled().wish(before);
        }
    }

    private Notifications begin(
            NotifyRequest.Of request, SignedIn user, Optional<Selection> selected, Responses out)
            throws IOException {
        Notifications next = new Notifications(user, request.groups(), voice, ring);
        try {
            next.begin();
            if (request.status()) {
                next.tellAll(name(selected), out);
            }
            return next;
        } catch (IOException | RuntimeException failure) {
            next.close();
            throw failure;
        }
    }

    private static Optional<MailboxName> name(Optional<Selection> selected) {
        return selected.map(each -> each.mailbox().name());
    }

    /// Tells what is new.
    void tell(Optional<Selection> selected, Responses out) throws ConnectionBrokenException {
        if (notifications.isEmpty()) {
            return;
        }
        voice.failures()
                .attempt(
                        "telling of mailboxes",
                        () -> {
                            if (!notifications.get().tell(name(selected), out)) {
                                close();
                                voice.enabled().wish(Wish.NOTHING);
                            }
                        });
    }

    @Override
    public void close() {
        notifications.ifPresent(Notifications::close);
        notifications = Optional.empty();
    }
}
