// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import org.jspecify.annotations.Nullable;

/// Reads an address list, RFC 5322 §3.4 with the obsolete forms of §4.4, and makes the best of what
/// breaks the grammar: behind a broken address it goes on at the next comma.
///
/// Mime4j's address parser decodes words and joins what ENVELOPE must show apart.
final class AddressParser {
    /// What stands in for a missing local part or domain; the words are Dovecot's.
    static final String MISSING_MAILBOX = "MISSING_MAILBOX";

    static final String MISSING_DOMAIN = "MISSING_DOMAIN";

    private static final String WORDS_END = "@<,;:";
    private static final String LOCAL_PART_END = "@<>,;";

    private final FieldLexer in;
    private final AddressSink sink;
    private boolean inGroup;

    private AddressParser(CharSequence value, AddressSink sink) {
        this.in = new FieldLexer(value);
        this.sink = sink;
    }

    static void parse(CharSequence value, AddressSink sink) {
        new AddressParser(value, sink).list();
    }

    private void list() {
        in.skipSpace();
        while (!in.atEnd()) {
            if (in.skip(';')) {
                endGroup();
            } else if (!in.skip(',')) {
                address();
            }
            in.skipSpace();
        }
        endGroup();
    }

    private void endGroup() {
        if (inGroup) {
            sink.groupEnd();
            inGroup = false;
        }
    }

    /// Words may be a display name, a group's name or a local part: what follows them decides.
    private void address() {
        in.takeComment();
        Words words = Words.read(in, WORDS_END);
        if (in.at(':') && !inGroup) {
            in.take();
            inGroup = true;
            sink.groupStart(words.phrase());
            return;
        }
        if (in.skip('@')) {
            wordsAtDomain(words);
        } else if (in.skip('<')) {
            angleAddress(words.phrase());
        } else if (!words.isEmpty()) {
            bareWords(words);
        }
        in.skipTo(",;");
    }

    /// `local@domain (name)`, or a display name that should have been quoted: `a@b <c@d>`.
    private void wordsAtDomain(Words words) {
        String host = domain();
        Words more = Words.read(in, WORDS_END);
        if (in.skip('<')) {
            String apart = more.isEmpty() ? "" : " ";
            angleAddress(words.phrase() + "@" + host + apart + more.phrase());
        } else {
            mailbox(in.takeComment(), null, words.localPart(), host);
        }
    }

    private void angleAddress(String name) {
        in.skipSpace();
        String route = in.at('@') ? route() : null;
        Words local = Words.read(in, LOCAL_PART_END);
        String host = in.skip('@') ? domain() : "";
        in.skipTo(">,;");
        in.skip('>');
        mailbox(name, route, local.localPart(), host);
    }

    /// `@a,@b:`, as RFC 5322 §4.4 still knows it.
    private String route() {
        StringBuilder route = new StringBuilder();
        while (in.skip('@')) {
            route.append(route.isEmpty() ? "@" : ",@").append(domain());
            in.skipSpace();
            while (in.skip(',')) {
                in.skipSpace();
            }
        }
        in.skip(':');
        return route.toString();
    }

    private void bareWords(Words words) {
        if (words.isLocalPart()) {
            mailbox(in.takeComment(), null, words.localPart(), "");
        } else {
            mailbox(words.phrase(), null, "", "");
        }
    }

    private String domain() {
        in.skipSpace();
        if (in.at('[')) {
            String literal = in.domainLiteral();
            in.skipSpace();
            return literal;
        }
        StringBuilder domain = new StringBuilder();
        domain.append(in.atom());
        in.skipSpace();
        while (in.skip('.')) {
            in.skipSpace();
            domain.append('.').append(in.atom());
            in.skipSpace();
        }
        return domain.toString();
    }

    private void mailbox(String name, @Nullable String route, String local, String host) {
        sink.mailbox(
                name.isEmpty() ? null : name,
                route,
                local.isEmpty() ? MISSING_MAILBOX : local,
                host.isEmpty() ? MISSING_DOMAIN : host);
    }
}
