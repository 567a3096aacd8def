// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.StatusItem;
import dev.rookery.server.imap.response.Responses;
import java.io.IOException;
import java.util.SortedSet;
import java.util.StringJoiner;

/// CREATE, DELETE, RENAME, SUBSCRIBE, UNSUBSCRIBE, STATUS, NAMESPACE: RFC 3501 §6.3, RFC 2342.
final class FolderCommands {
    private FolderCommands() {}

    static Outcome create(Command.Create command, SignedIn user) throws IOException {
        user.account().create(user.names().parseNew(command.mailbox()));
        return Outcome.ok("Created.");
    }

    static Outcome delete(Command.Delete command, SignedIn user) throws IOException {
        user.account().delete(user.names().parse(command.mailbox()));
        return Outcome.ok("Deleted.");
    }

    static Outcome rename(Command.Rename command, SignedIn user) throws IOException {
        MailboxName from = user.names().parse(command.from());
        user.account().rename(from, user.names().parseNew(command.to()));
        return Outcome.ok("Renamed.");
    }

    /// Only what LIST shows can be subscribed to, so that the list cannot grow without end.
    static Outcome subscribe(Command.Subscribe command, SignedIn user) throws IOException {
        MailboxName name = user.names().parse(command.mailbox());
        SortedSet<MailboxName> there = user.account().mailboxes();
        if (!there.contains(name) && there.stream().noneMatch(each -> each.isBelow(name))) {
            throw new NoSuchMailboxException(name);
        }
        user.account().subscribe(name);
        return Outcome.ok("Subscribed.");
    }

    static Outcome unsubscribe(Command.Unsubscribe command, SignedIn user) throws IOException {
        Account account = user.account();
        account.unsubscribe(user.names().parse(command.mailbox()));
        return Outcome.ok("Unsubscribed.");
    }

    static Outcome status(Command.Status command, SignedIn user, Responses out) throws IOException {
        MailboxName mailbox = user.names().parse(command.mailbox());
        MailboxStatus status = user.account().status(mailbox);
        StringJoiner values = new StringJoiner(" ", " (", ")");
        for (StatusItem item : command.items()) {
            values.add(item.name() + " " + value(item, status));
        }
        String name = user.names().text(mailbox);
        out.untagged(line -> line.raw("STATUS ").mailbox(name).raw(values.toString()));
        return Outcome.ok("That is its status.");
    }

    private static long value(StatusItem item, MailboxStatus status) {
        return switch (item) {
            case MESSAGES -> status.messages();
            case RECENT -> status.recent();
            case UIDNEXT -> status.uidNext().value();
            case UIDVALIDITY -> status.uidValidity().value();
            case UNSEEN -> status.unseen();
        };
    }

    static Outcome namespace(SignedIn user, Responses out) throws IOException {
        String prefix = user.names().prefix();
        char separator = user.names().separator();
        out.untagged(line ->
                line.raw("NAMESPACE ((\"").raw(prefix).raw("\" \"" + separator + "\")) NIL NIL"));
        return Outcome.ok("These are the namespaces.");
    }
}
