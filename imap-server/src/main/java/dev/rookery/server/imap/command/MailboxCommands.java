// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.util.ArrayList;
import java.util.List;

/// What a client does with mailboxes, from SELECT to STATUS. RFC 3501 §6.3.
final class MailboxCommands {
    private final Arguments in;
    private final Tag tag;

    MailboxCommands(Arguments in, Tag tag) {
        this.in = in;
        this.tag = tag;
    }

    Command select(Command.Access access) {
        String mailbox = in.space().mailbox();
        SelectOptions options =
                in.takes(' ') ? new SelectOptionsParser(in).options() : SelectOptions.NONE;
        return new Command.Select(tag, mailbox, access, options);
    }

    Command create() {
        String mailbox = in.space().mailbox();
        List<String> uses = new ArrayList<>();
        if (in.takes(' ')) {
            in.open("USE in parentheses");
            int start = in.position();
            if (!in.keyword("USE").equals("USE")) {
                throw in.unknown(start, "USE");
            }
            in.space().optionalList("a list of uses", () -> uses.add(in.backslashed("a use")));
            in.close();
        }
        return new Command.Create(tag, mailbox, List.copyOf(uses));
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

    Command lsub() {
        return new Command.Lsub(tag, in.space().mailbox(), in.space().mailboxPattern());
    }

    Command status() {
        String mailbox = in.space().mailbox();
        return new Command.Status(tag, mailbox, new StatusItemsParser(in).list());
    }

    /// RFC 9208 §4.1.1.
    Command getQuota() {
        return new Command.GetQuota(tag, in.space().astring("a quota root"));
    }

    Command getQuotaRoot() {
        return new Command.GetQuotaRoot(tag, in.space().mailbox());
    }

    Command setQuota() {
        String root = in.space().astring("a quota root");
        in.space()
                .optionalList(
                        "a list of limits",
                        () -> {
                            in.atom("a resource");
                            in.space().number63("a limit");
                        });
        return new Command.SetQuota(tag, root);
    }
}
