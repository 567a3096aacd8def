// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.util.ArrayList;
import java.util.List;

/// Writes the fields that say who wrote what to whom: all of the header but its MIME fields.
final class HeaderWriter {
    private static final int REFERENCES_MAX = 10;
    private static final String FOLD = "\r\n\t";
    private static final String[] PROGRAMS = {
        "Mozilla Thunderbird", "Microsoft Outlook 16.0", "Apple Mail (2.3826.300.87)", "mutt/2.2.12"
    };

    private final Octets out;

    HeaderWriter(Octets out) {
        this.out = out;
    }

    /// Without the traces of servers on the way.
    void writeShort(Envelope envelope) {
        out.line("Return-Path: <" + envelope.from().address() + ">");
        out.line("Delivered-To: " + Contacts.OWNER.address());
        write(envelope, envelope.to().subList(0, 1), List.of());
    }

    void write(Envelope envelope, Dice dice) {
        new TraceWriter(out, envelope, dice).write();
        write(envelope, envelope.to(), envelope.copies());
        out.line("User-Agent: " + dice.oneOf(PROGRAMS));
        out.line("X-Priority: 3");
        out.line("Content-Language: " + (dice.percent(50) ? "en-US" : "de-DE, en-US"));
    }

    private void write(Envelope envelope, List<Contact> to, List<Contact> copies) {
        MessageFacts facts = envelope.facts();
        people("From: ", List.of(envelope.from()));
        people("To: ", to);
        if (!copies.isEmpty()) {
            people("Cc: ", copies);
        }
        subject(facts.subject(), envelope.language());
        out.line("Date: " + MailDate.text(facts.sent()));
        out.line("Message-ID: " + facts.messageId());
        if (!envelope.ancestors().isEmpty()) {
            references(envelope.ancestors());
        }
        if (envelope.has(Needle.Kind.HEADER)) {
            out.line("X-Project: the " + Needle.Kind.HEADER.text() + " plan");
        }
    }

    private void people(String field, List<Contact> people) {
        out.text(field);
        for (int i = 0; i < people.size(); i++) {
            out.text(i == 0 ? "" : "," + FOLD);
            EncodedWords.write(people.get(i).name(), Language.GERMAN, out);
            out.text(" <").text(people.get(i).address()).octet('>');
        }
        out.crlf();
    }

    private void subject(String subject, Language language) {
        out.text("Subject: ");
        EncodedWords.write(subject, language, out);
        out.crlf();
    }

    /// The first one and the last ones, if there are too many.
    private void references(List<String> ancestors) {
        List<String> shown = new ArrayList<>(ancestors);
        if (shown.size() > REFERENCES_MAX) {
            shown.subList(1, shown.size() - REFERENCES_MAX + 1).clear();
        }
        out.line("In-Reply-To: " + shown.getLast());
        out.text("References: ").text(String.join(FOLD, shown)).crlf();
    }
}
