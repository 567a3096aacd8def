// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.Deliveries;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Puts mail into mailboxes and reads it back.
public final class Mail {
    static final Instant DATE = Instant.ofEpochSecond(1_700_000_000);

    private static final String SUBJECT = "Subject: ";

    private Mail() {}

    /// Delivers a letter of that subject.
    public static Uid deliver(Mailbox mailbox, String subject, Flags flags) throws IOException {
        byte[] bytes = Ledger.Letter.bytes(subject);
        try (Delivery delivery = mailbox.deliver(flags, DATE)) {
            delivery.write(bytes, 0, bytes.length);
            return delivery.commit().uid();
        }
    }

    /// Delivers letters of those subjects, all or none.
    static UidSet deliverAll(Mailbox mailbox, Flags flags, List<String> subjects)
            throws IOException {
        try (Deliveries all = mailbox.deliverAll()) {
            for (String subject : subjects) {
                byte[] bytes = Ledger.Letter.bytes(subject);
                all.next(flags, DATE);
                all.write(bytes, 0, bytes.length);
            }
            return all.commit().uids();
        }
    }

    /// Delivers letters of those subjects in the place of other messages, all or none.
    static UidSet replace(
            UidSet old, Mailbox in, Mailbox target, Flags flags, List<String> subjects)
            throws IOException {
        try (Deliveries all = target.deliverAll()) {
            for (String subject : subjects) {
                byte[] bytes = Ledger.Letter.bytes(subject);
                all.next(flags, DATE);
                all.write(bytes, 0, bytes.length);
            }
            return all.commitReplacing(old, in).uids();
        }
    }

    public static byte[] content(Mailbox mailbox, Uid uid) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content(mailbox, uid, out);
        return out.toByteArray();
    }

    /// As it was delivered.
    public static String subject(Mailbox mailbox, Uid uid) throws IOException {
        return new String(content(mailbox, uid), StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> line.startsWith(SUBJECT))
                .findFirst()
                .orElseThrow()
                .substring(SUBJECT.length());
    }

    static void content(Mailbox mailbox, Uid uid, OutputStream out) throws IOException {
        try (Message message = mailbox.message(uid)) {
            Message.Content whole = message.section(Section.WHOLE).orElseThrow();
            whole.writeTo(out, 0, whole.sizeBytes());
        }
    }
}
