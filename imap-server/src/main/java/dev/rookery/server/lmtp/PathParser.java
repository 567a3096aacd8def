// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.limits.ServerLimits;
import java.util.Optional;

/// Reads the path of MAIL and RCPT, from its `<` to its `>`. RFC 5321 §4.1.2.
///
/// Source routes are read and dropped. A local part may have dots where the RFC wants none, as some
/// senders' do.
final class PathParser {
    private final String text;
    private int at;

    PathParser(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /// Where the path ended.
    int end() {
        return at;
    }

    /// Empty for the null path `<>`.
    ///
    /// @throws IllegalArgumentException if there is no path here
    Optional<EnvelopeAddress> path() {
        int start = at;
        expect('<');
        if (next('>')) {
            return Optional.empty();
        }
        if (next('@')) {
            skipRoute();
        }
        String local = next('"') ? quotedString() : dotString();
        Optional<String> domain = next('@') ? Optional.of(domain()) : Optional.empty();
        expect('>');
        if (at - start > ServerLimits.LMTP_PATH_CHARS_MAX) {
            throw new IllegalArgumentException("path too long");
        }
        return Optional.of(new EnvelopeAddress(local, domain));
    }

    private void skipRoute() {
        int colon = text.indexOf(':', at);
        if (colon < 0 || text.substring(at, colon).contains(">")) {
            throw new IllegalArgumentException("source route without end");
        }
        at = colon + 1;
    }

    private String dotString() {
        int start = at;
        while (at < text.length() && (Grammar.isAtext(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quotedString() {
        StringBuilder unquoted = new StringBuilder();
        while (!next('"')) {
            next('\\');
            if (at == text.length()) {
                throw new IllegalArgumentException("quoted string without end");
            }
            unquoted.append(text.charAt(at++));
        }
        return unquoted.toString();
    }

    private String domain() {
        int end = text.indexOf('>', at);
        if (end < 0) {
            throw new IllegalArgumentException("path without end");
        }
        String domain = text.substring(at, end);
        at = end;
        return domain;
    }

    private boolean next(char wanted) {
        boolean here = at < text.length() && text.charAt(at) == wanted;
        if (here) {
            at++;
        }
        return here;
    }

    private void expect(char wanted) {
        if (!next(wanted)) {
            throw new IllegalArgumentException("no " + wanted);
        }
    }
}
