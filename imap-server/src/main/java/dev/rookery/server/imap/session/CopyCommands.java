// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.AccountChange;
import dev.rookery.maildir.Copied;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.MessageSet;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;

/// COPY (RFC 3501 §6.4.7) and MOVE (RFC 6851), with and without UID. All of the messages or none.
final class CopyCommands {
    private CopyCommands() {}

    static Outcome copy(
            Command.Copy command, SignedIn user, Selection selection, MessageLimit limit)
            throws IOException {
        UidSet named = selection.view().messages(command.messages());
        UidSet messages = there(limit.of(named).all(), command.messages(), selection);
        Mailbox target = user.destination(command.mailbox());
        Copied copied = selection.mailbox().copy(messages, target);
        arrived(copied, target, user, selection);
        return new Outcome.Done(Status.ok(code(copied), "Copied."));
    }

    /// COPYUID comes before the EXPUNGE responses: RFC 6851 §4.3.
    static Outcome move(
            Command.Move command,
            SignedIn user,
            Selection selection,
            MessageLimit limit,
            Responses out)
            throws IOException {
        selection.requireWritable();
        UidSet named = selection.view().messages(command.messages());
        MessageLimit.Share share = limit.of(named);
        UidSet messages = there(share.messages(), command.messages(), selection);
        Mailbox target = user.destination(command.mailbox());
        Copied moved = selection.mailbox().move(messages, target);
        arrived(moved, target, user, selection);
        selection.expunged(moved.source());
        if (!moved.target().isEmpty()) {
            out.untagged(Status.ok(code(moved), "Moved."));
        }
        return share.told(Outcome.ok("Moved."), out);
    }

    private static void arrived(Copied copied, Mailbox target, SignedIn user, Selection selection) {
        user.own().add(new AccountChange.Arrived(target.name(), copied.target()));
        if (target.name().equals(selection.mailbox().name())) {
            selection.arrived(copied.target());
        }
    }

    private static UidSet there(UidSet asked, MessageSet named, Selection selection) {
        UidSet there = asked.and(selection.mailbox().snapshot().uids());
        if (!named.byUid() && !asked.equals(there)) {
            throw new MessageExpungedException(asked.minus(there).first());
        }
        return there;
    }

    /// RFC 4315 §3.
    private static String code(Copied copied) {
        return copied.target().isEmpty()
                ? ""
                : "COPYUID "
                        + copied.targetUidValidity()
                        + " "
                        + copied.source()
                        + " "
                        + copied.target();
    }
}
