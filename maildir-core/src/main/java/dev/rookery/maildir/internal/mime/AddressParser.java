// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import org.jspecify.annotations.Nullable;

/// Reads an address list, RFC 5322 §3.4 with the obsolete forms of §4.4, and shows what breaks the
/// grammar as Dovecot does: behind a broken address it goes on only if it stands at a comma.
///
/// Mime4j's address parser decodes words and joins what ENVELOPE must show apart. What may be a
/// display name or a local part is read once for each.
final class AddressParser {
    // The words that stand in for what is missing or broken are Dovecot's.
    static final String MISSING_MAILBOX = "MISSING_MAILBOX";
    static final String MISSING_DOMAIN = "MISSING_DOMAIN";
    private static final String INVALID_ROUTE = "INVALID_ROUTE";
    private static final String SYNTAX_ERROR = "SYNTAX_ERROR";

    private final FieldLexer in;
    private final AddressSink sink;
    private @Nullable String name;
    private @Nullable String route;
    private @Nullable String local;
    private @Nullable String domain;

    private AddressParser(CharSequence value, AddressSink sink) {
        this.in = new FieldLexer(value);
        this.sink = sink;
    }

    static void parse(CharSequence value, AddressSink sink) {
        new AddressParser(value, sink).list();
    }

    /// Between commas there may be nothing. RFC 5322 §4.4.
    private void list() {
        if (!in.skipSpace() || in.atEnd()) {
            return;
        }
        do {
            if (!in.at(',')) {
                address(true);
            }
        } while (nextOfList());
    }

    private boolean nextOfList() {
        if (!in.skip(',')) {
            return false;
        }
        if (!in.skipSpace()) {
            addMailbox();
            return false;
        }
        return !in.atEnd();
    }

    private void address(boolean mayBeGroup) {
        int start = in.position();
        StringBuilder words = new StringBuilder();
        boolean phrase = in.phrase(words);
        if (phrase && mayBeGroup && in.skip(':')) {
            group(words.toString());
            return;
        }
        if (phrase && in.skip('<')) {
            name = words.isEmpty() ? null : words.toString();
            domain = angleAddress() ? domain : SYNTAX_ERROR;
        } else {
            in.back(start);
            bareAddress();
        }
        addMailbox();
    }

    private void group(String display) {
        sink.groupStart(display);
        if (in.skipSpace()) {
            members();
        }
        sink.groupEnd();
    }

    private void members() {
        while (!in.atEnd()) {
            if (!in.at(',') && !in.at(';')) {
                address(false);
            }
            if (!in.skip(',')) {
                break;
            }
            if (!in.skipSpace()) {
                return;
            }
        }
        if (in.skip(';')) {
            in.skipSpace();
        }
    }

    private boolean angleAddress() {
        if (!in.skipSpace() || in.atEnd()) {
            return false;
        }
        if (in.at('@')) {
            route = route();
            boolean ended = in.atEnd();
            if (ended || !in.skipSpace() || in.atEnd()) {
                return false;
            }
        }
        if (!in.at('>')) {
            local = localPart();
            if (local == null || in.atEnd()) {
                return false;
            }
            if (in.at('@')) {
                domain = domain();
                if (domain == null) {
                    return false;
                }
            }
        }
        return in.skip('>') && in.skipSpace();
    }

    /// `@a,@b:`, as RFC 5322 §4.4 still knows it.
    private String route() {
        StringBuilder domains = new StringBuilder();
        while (in.at('@')) {
            String next = domain();
            if (next == null || in.atEnd()) {
                return INVALID_ROUTE;
            }
            domains.append(domains.isEmpty() ? "@" : ",@").append(next);
            while (in.skip(',')) {
                if (!in.skipSpace()) {
                    return INVALID_ROUTE;
                }
            }
        }
        return in.skip(':') ? domains.toString() : INVALID_ROUTE;
    }

    /// `local@domain (name)`. Words without a domain are a name, one alone is a local part.
    private void bareAddress() {
        in.takeComment();
        boolean quoted = in.at('"');
        StringBuilder words = new StringBuilder();
        local = in.localPart(words) ? words.toString() : null;
        boolean hasDomain = in.at('@');
        if (hasDomain) {
            domain = domain();
        }
        String comment = in.takeComment();
        if (!comment.isEmpty()) {
            name = comment;
        } else if (!hasDomain) {
            int end = words.append(' ').length();
            in.phrase(words);
            if (words.length() > end) {
                name = words.toString();
                local = null;
            } else if (quoted && local != null) {
                name = local;
                local = null;
            }
        }
    }

    private @Nullable String localPart() {
        StringBuilder words = new StringBuilder();
        return in.localPart(words) ? words.toString() : null;
    }

    /// What follows the `@` that stands here.
    private @Nullable String domain() {
        in.skip('@');
        StringBuilder read = new StringBuilder();
        return in.skipSpace() && in.domain(read) ? read.toString() : null;
    }

    private void addMailbox() {
        sink.mailbox(
                name,
                route,
                local == null ? MISSING_MAILBOX : local,
                domain == null ? MISSING_DOMAIN : domain);
        name = null;
        route = null;
        local = null;
        domain = null;
    }
}
