// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

/// Reads the tokens of a structured header field, forgivingly: RFC 5322 §3.2 and RFC 2045 §5.1.
///
/// Mime4j's own field parsers decode words and drop the raw form that ENVELOPE and BODYSTRUCTURE
/// must show. Every call moves forward or stays; nothing is read twice.
final class FieldLexer {
    private static final String SPECIALS = "()<>[]:;@\\,.\"";
    private static final String TOKEN_SPECIALS = "()<>@,;:\\\"/[]?=";

    private final CharSequence text;
    private int at;
    private String comment = "";

    FieldLexer(CharSequence text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean at(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    char peek() {
        return text.charAt(at);
    }

    char take() {
        return text.charAt(at++);
    }

    boolean skip(char c) {
        if (at(c)) {
            at++;
            return true;
        }
        return false;
    }

    void skipTo(String stops) {
        while (!atEnd() && stops.indexOf(peek()) < 0) {
            at++;
        }
    }

    /// Skips white space and comments; true if there were any.
    boolean skipSpace() {
        int before = at;
        while (!atEnd()) {
            if (isSpace(peek())) {
                at++;
            } else if (peek() == '(') {
                comment = comment();
            } else {
                break;
            }
        }
        return at > before;
    }

    /// The last comment that was skipped since this was asked before; empty if there was none.
    String takeComment() {
        String last = comment;
        comment = "";
        return last;
    }

    /// A comment may nest and may lack its end; quoted pairs lose their backslash.
    private String comment() {
        StringBuilder content = new StringBuilder();
        int depth = 0;
        while (!atEnd()) {
            char c = take();
            if (c == ')' && --depth == 0) {
                break;
            }
            if (c == '\\' && !atEnd()) {
                content.append(take());
            } else if (c != '(' || depth > 0) {
                content.append(c);
            }
            if (c == '(') {
                depth++;
            }
        }
        return content.toString().strip();
    }

    /// The content of the quoted string that begins here; its end may lack.
    String quotedString() {
        StringBuilder content = new StringBuilder();
        skip('"');
        while (!atEnd() && !skip('"')) {
            char c = take();
            content.append(c == '\\' && !atEnd() ? take() : c);
        }
        return content.toString();
    }

    /// The domain literal that begins here, brackets included; its end may lack.
    String domainLiteral() {
        int from = at;
        skipTo("]");
        skip(']');
        return text.subSequence(from, at).toString();
    }

    /// Atom characters, possibly none.
    String atom() {
        return takeUntil(SPECIALS);
    }

    /// Characters of a MIME token, possibly none.
    String token() {
        return takeUntil(TOKEN_SPECIALS);
    }

    /// What stands before the next semicolon or white space: parameter values come unquoted though
    /// they hold more than a token may.
    String unquotedValue() {
        return takeUntil(";");
    }

    private String takeUntil(String stops) {
        int from = at;
        while (!atEnd() && !isSpace(peek()) && stops.indexOf(peek()) < 0) {
            at++;
        }
        return text.subSequence(from, at).toString();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
