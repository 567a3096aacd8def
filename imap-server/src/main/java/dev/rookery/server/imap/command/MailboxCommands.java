// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.Flags;
import dev.rookery.server.imap.wire.LiteralHeader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a client does with mailboxes, from SELECT to APPEND. RFC 3501 §6.3.
final class MailboxCommands {
    private final Arguments in;
    private final Tag tag;

    MailboxCommands(Arguments in, Tag tag) {
        this.in = in;
        this.tag = tag;
    }

    Command select(Command.Access access) {
        return new Command.Select(tag, in.space().mailbox(), access);
    }

    Command create() {
        return new Command.Create(tag, in.space().mailbox());
    }

    Command delete() {
        return new Command.Delete(tag, in.space().mailbox());
    }

    Command rename() {
        return new Command.Rename(tag, in.space().mailbox(), in.space().mailbox());
    }

    Command subscribe() {
        return new Command.Subscribe(tag, in.space().mailbox());
    }

    Command unsubscribe() {
        return new Command.Unsubscribe(tag, in.space().mailbox());
    }

    Command list() {
        return new Command.ListMailboxes(tag, in.space().mailbox(), in.space().mailboxPattern());
    }

    Command lsub() {
        return new Command.Lsub(tag, in.space().mailbox(), in.space().mailboxPattern());
    }

    Command status() {
        String mailbox = in.space().mailbox();
        List<StatusItem> items = in.space().list("a list of status items", this::statusItem);
        return new Command.Status(tag, mailbox, items.stream().distinct().toList());
    }

    Command append() {
        String mailbox = in.space().mailbox();
        in.space();
        Flags flags = Flags.NONE;
        if (in.sees('(')) {
            flags = in.flagList();
            in.space();
        }
        Optional<Instant> date = Optional.empty();
        if (in.sees('"')) {
            date = Optional.of(new DateParser(in).dateTime());
            in.space();
        }
        LiteralHeader message = in.literalHeader("flags, a date or the message as a literal");
        return new Command.Append(
                tag, mailbox, flags, date, message.sizeBytes(), message.synchronizing());
    }

    private StatusItem statusItem() {
        int start = in.position();
        return switch (in.keyword("a status item")) {
            case "MESSAGES" -> StatusItem.MESSAGES;
            case "RECENT" -> StatusItem.RECENT;
            case "UIDNEXT" -> StatusItem.UIDNEXT;
            case "UIDVALIDITY" -> StatusItem.UIDVALIDITY;
            case "UNSEEN" -> StatusItem.UNSEEN;
            case String _ -> throw in.unknown(start, "a status item");
        };
    }
}
