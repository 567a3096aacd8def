// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.peers;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What our own engine says of an account.
final class StoreFacts {
    private StoreFacts() {}

    static List<String> of(Account account) throws IOException {
        MailFacts facts = new MailFacts();
        for (MailboxName name : account.mailboxes()) {
            Mailbox mailbox = account.mailbox(name);
            Snapshot snapshot = mailbox.refresh();
            facts.folder(name, snapshot.uidValidity().value(), snapshot.uidNext().value());
            for (Uid uid : snapshot.uids()) {
                List<String> flags = new ArrayList<>(snapshot.flags(uid).keywords());
                snapshot.flags(uid).system().forEach(flag -> flags.add(flag.imapName()));
                facts.message(name, uid, flags, MailFacts.messageId(text(mailbox, uid).lines()));
            }
        }
        account.subscriptions().forEach(facts::subscription);
        return facts.lines();
    }

    private static String text(Mailbox mailbox, Uid uid) throws IOException {
        try (Message message = mailbox.message(uid)) {
            Message.Content content = message.section(Section.WHOLE).orElseThrow();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            content.writeTo(out, 0, content.sizeBytes());
            return out.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
