// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.AccountChange;
import dev.rookery.maildir.Deliveries;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.AppendPiece;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// APPEND and REPLACE: RFC 9051 §6.3.12, RFC 3502, RFC 4469, RFC 8508, APPENDUID by RFC 4315. The
/// messages stream to disk as they come.
final class AppendCommand {
    private final ImapSettings.Limits limits;
    private final InstantSource clock;
    private final ListCommands lists;

    AppendCommand(ImapSettings.Limits limits, InstantSource clock, ListCommands lists) {
        this.limits = limits;
        this.clock = clock;
        this.lists = lists;
    }

    Outcome append(
            Command.Append command, SignedIn user, Optional<Selection> selected, Responses out)
            throws IOException {
        Goal goal = new Goal(user, user.destination(command.mailbox()), selected);
        return begin(
                command,
                goal,
                out,
                (upload, to) -> {
                    Outcome appended = appended(upload, goal);
                    lists.tellIfRespelled(goal.target().name(), command.mailbox(), user, to);
                    return appended;
                });
    }

    /// The message that is replaced must be there, both when the new one begins and when it ends.
    Outcome replace(Command.Replace command, SignedIn user, Selection selection, Responses out)
            throws IOException {
        selection.requireWritable();
        UidSet old = selection.view().messages(command.message());
        requireThere(old, selection);
        Mailbox target = user.destination(command.mailbox());
        Goal goal = new Goal(user, target, Optional.of(selection));
        return begin(
                command, goal, out, (upload, to) -> replaced(upload, old, selection, goal, to));
    }

    /// Where messages go, and who looks on.
    private record Goal(SignedIn user, Mailbox target, Optional<Selection> selected) {
        /// The session knows of them, as nobody else does.
        void reached(UidSet added) {
            user.own().add(new AccountChange.Arrived(target.name(), added));
            selected.filter(there -> there.mailbox().name().equals(target.name()))
                    .ifPresent(there -> there.arrived(added));
        }
    }

    private static void requireThere(UidSet old, Selection selection) {
        if (old.isEmpty()) {
            throw Refusal.no("NONEXISTENT", "There is no such message.");
        }
        if (!selection.mailbox().snapshot().uids().contains(old.first())) {
            throw new MessageExpungedException(old.first());
        }
    }

    private Outcome begin(Command.Storing command, Goal goal, Responses out, Outcome.Stored then)
            throws IOException {
        boolean utf8 = goal.user().enabled().has(Enabled.Extension.UTF8_ACCEPT);
        Upload.Rules rules = new Upload.Rules(limits, utf8, clock);
        CatenatedUrls urls =
                new CatenatedUrls(goal.user(), goal.selected().map(Selection::mailbox));
        Upload upload = new Upload(goal.target().deliverAll(), urls, rules);
        return goOn(new Outcome.Receive(command, upload, then), command.pieces(), out);
    }

    /// Takes the next pieces, and stores the messages if those were the last.
    static Outcome goOn(Outcome.Receive receive, List<AppendPiece> pieces, Responses out)
            throws IOException {
        boolean more = pieces.getLast() instanceof AppendPiece.Literal;
        Upload upload = receive.upload();
        try {
            upload.take(pieces);
            return more ? receive : receive.then().store(upload, out);
        } catch (IOException | RuntimeException refused) {
            upload.close();
            throw refused;
        }
    }

    private static Outcome appended(Upload upload, Goal goal) throws IOException {
        Deliveries.Delivered added = upload.commit();
        goal.reached(added.uids());
        return new Outcome.Done(Status.ok(code(added), "Appended."));
    }

    /// APPENDUID comes before the EXPUNGE response: RFC 8508 §4.3.
    private static Outcome replaced(
            Upload upload, UidSet old, Selection selection, Goal goal, Responses out)
            throws IOException {
        if (selection.isGone()) {
            throw Refusal.no("NONEXISTENT", "The selected mailbox is gone.");
        }
        Deliveries.Delivered added = upload.commitReplacing(old, selection.mailbox());
        goal.reached(added.uids());
        selection.expunged(old);
        out.untagged(Status.ok(code(added), "The new message."));
        return Outcome.ok("Replaced.");
    }

    private static String code(Deliveries.Delivered added) {
        return "APPENDUID " + added.uidValidity() + " " + added.uids();
    }
}
