// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Collects the fields of a header that make an envelope. RFC 9051 §7.5.2.
///
/// As in Dovecot, addresses of a field that comes twice add up, and of other fields the last
/// counts; in subject and names every run of white space shows as one space.
final class Envelope implements HeaderBlock.FieldSink {
    /// What is left of the addresses that may be written for one message.
    static final class AddressBudget {
        private int left;

        AddressBudget(Limits limits) {
            left = limits.addresses();
        }

        private boolean take() {
            return left > 0 && left-- > 0;
        }
    }

    private final AddressBudget budget;
    private final Addresses from = new Addresses();
    private final Addresses sender = new Addresses();
    private final Addresses replyTo = new Addresses();
    private final Addresses to = new Addresses();
    private final Addresses cc = new Addresses();
    private final Addresses bcc = new Addresses();
    private @Nullable String date;
    private @Nullable String subject;
    private @Nullable String inReplyTo;
    private @Nullable String messageId;

    Envelope(AddressBudget budget) {
        this.budget = budget;
    }

    @Override
    public void field(String name, String value) {
        known(name.toLowerCase(Locale.ROOT), value);
    }

    /// @param name in lower case
    void known(String name, String value) {
        switch (name) {
            case "date" -> date = value;
            case "subject" -> subject = oneSpaced(value);
            case "in-reply-to" -> inReplyTo = value;
            case "message-id" -> messageId = value;
            case "from" -> AddressParser.parse(value, from);
            case "sender" -> AddressParser.parse(value, sender);
            case "reply-to" -> AddressParser.parse(value, replyTo);
            case "to" -> AddressParser.parse(value, to);
            case "cc" -> AddressParser.parse(value, cc);
            case "bcc" -> AddressParser.parse(value, bcc);
            default -> {}
        }
    }

    private static String oneSpaced(String value) {
        StringBuilder text = new StringBuilder();
        boolean space = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isSpace = c == ' ' || c == '\t' || c == '\r' || c == '\n';
            if (!isSpace) {
                text.append(space && !text.isEmpty() ? " " : "").append(c);
            }
            space = isSpace;
        }
        return text.toString();
    }

    /// The envelope as IMAP writes it, parentheses included.
    ImapText imap() {
        Addresses sent = sender.isEmpty() ? from : sender;
        Addresses reply = replyTo.isEmpty() ? from : replyTo;
        ImapText text = new ImapText().raw("(").field(date).space().field(subject);
        for (Addresses addresses : new Addresses[] {from, sent, reply, to, cc, bcc}) {
            addresses.writeTo(text.space());
        }
        return text.space().field(inReplyTo).space().field(messageId).raw(")");
    }

    /// One address list, written while it is read.
    private final class Addresses implements AddressSink {
        private final ImapText list = new ImapText();

        @Override
        public void mailbox(
                @Nullable String name, @Nullable String route, String local, String host) {
            add(
                    Optional.ofNullable(name).map(Envelope::oneSpaced).orElse(null),
                    route,
                    local,
                    host);
        }

        @Override
        public void groupStart(String name) {
            add(null, null, name, null);
        }

        @Override
        public void groupEnd() {
            add(null, null, null, null);
        }

        private void add(
                @Nullable String name,
                @Nullable String route,
                @Nullable String local,
                @Nullable String host) {
            if (budget.take()) {
                list.raw("(").nstring(name).space().nstring(route).space();
                list.nstring(local).space().nstring(host).raw(")");
            }
        }

        boolean isEmpty() {
            return list.isEmpty();
        }

        void writeTo(ImapText text) {
            if (isEmpty()) {
                text.raw("NIL");
            } else {
                text.raw("(").raw(list).raw(")");
            }
        }
    }
}
