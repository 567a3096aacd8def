// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.AccountChange;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;

/// CREATE, DELETE, RENAME, SUBSCRIBE, UNSUBSCRIBE, NAMESPACE: RFC 3501 §6.3, RFC 2342.
final class FolderCommands {
    private FolderCommands() {}

    /// The reply tells what stays when the mailbox is renamed (RFC 8474 §4.1).
    static Outcome create(Command.Create command, SignedIn user, ListCommands lists, Responses out)
            throws IOException {
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        for (String use : command.uses()) {
            uses.add(use(use));
        }
        MailboxName name = user.newName(command.mailbox());
        Mailbox created = user.account().create(name, uses);
        user.own().add(new AccountChange.MailboxCreated(name));
        lists.tellIfRespelled(name, command.mailbox(), user, out);
        String code = "MAILBOXID (" + ObjectIds.of(created) + ")";
        return new Outcome.Done(Status.ok(code, "Created."));
    }

    /// What a mailbox can be made for: those of all messages, or of all flagged ones, would be made
    /// of others' messages.
    static SpecialUse use(String name) {
        return SpecialUse.ofImapName(name)
                .filter(use -> use != SpecialUse.ALL && use != SpecialUse.FLAGGED)
                .orElseThrow(() -> Refusal.no("USEATTR", "No mailbox can have that use."));
    }

    static Outcome delete(Command.Delete command, SignedIn user, ListCommands lists, Responses out)
            throws IOException {
        MailboxName name = user.name(command.mailbox());
        user.account().delete(name);
        user.own().add(new AccountChange.MailboxDeleted(name));
        lists.tellIfRespelled(name, command.mailbox(), user, out);
        return Outcome.ok("Deleted.");
    }

    static Outcome rename(Command.Rename command, SignedIn user, ListCommands lists, Responses out)
            throws IOException {
        MailboxName from = user.name(command.from());
        MailboxName to = user.newName(command.to());
        if (to.isInbox()) {
            throw new MailboxExistsException(to);
        }
        user.account().rename(from, to);
        user.own().add(new AccountChange.MailboxRenamed(from, to));
        if (!from.isInbox()
                && (user.isSpelledOtherwise(from, command.from())
                        || user.isSpelledOtherwise(to, command.to()))) {
            lists.tellRespelled(to, command.from(), user, out);
        }
        return Outcome.ok("Renamed.");
    }

    /// Only what LIST shows can be subscribed to, so that the list cannot grow without end.
    static Outcome subscribe(Command.Subscribe command, SignedIn user) throws IOException {
        MailboxName name = user.name(command.mailbox());
        SortedSet<MailboxName> there = user.account().mailboxes();
        if (!there.contains(name) && there.stream().noneMatch(each -> each.isBelow(name))) {
            throw new NoSuchMailboxException(name);
        }
        user.account().subscribe(name);
        user.own().add(new AccountChange.SubscriptionChanged(name));
        return Outcome.ok("Subscribed.");
    }

    static Outcome unsubscribe(Command.Unsubscribe command, SignedIn user) throws IOException {
        MailboxName name = user.name(command.mailbox());
        user.account().unsubscribe(name);
        user.own().add(new AccountChange.SubscriptionChanged(name));
        return Outcome.ok("Unsubscribed.");
    }

    static Outcome namespace(SignedIn user, Responses out) throws IOException {
        String prefix = user.names().prefix();
        char separator = user.names().separator();
        out.untagged(line ->
                line.raw("NAMESPACE ((\"").raw(prefix).raw("\" \"" + separator + "\")) NIL NIL"));
        return Outcome.ok("These are the namespaces.");
    }
}
