// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import org.jspecify.annotations.Nullable;

/// Reads the tokens of a structured header field, RFC 5322 §3.2 and RFC 2045 §5.1, with the white
/// space and comments behind each. What breaks the grammar is read as far as Dovecot reads it.
///
/// Mime4j's own field parsers decode words and drop the raw form that ENVELOPE and BODYSTRUCTURE
/// must show.
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

    int position() {
        return at;
    }

    /// Reads anew from there on; the comments that were read count no more.
    void back(int position) {
        at = position;
        comment = "";
    }

    /// Skips white space and comments; false if a comment has no end.
    boolean skipSpace() {
        while (!atEnd()) {
            char c = peek();
            if (isSpace(c)) {
                at++;
            } else if (c != '(') {
                return true;
            } else if (!skipComment()) {
                return false;
            }
        }
        return true;
    }

    /// The last comment that was skipped since this was asked before; empty if there was none.
    String takeComment() {
        String last = comment;
        comment = "";
        return last;
    }

    /// Comments may nest; quoted pairs lose their backslash. Of one without end counts what stands
    /// before its last quoted pair.
    private boolean skipComment() {
        StringBuilder content = new StringBuilder();
        int beforePair = 0;
        int depth = 0;
        while (!atEnd()) {
            char c = take();
            if (c == ')' && --depth == 0) {
                comment = content.toString();
                return true;
            }
            if (c == '\\' && !atEnd()) {
                beforePair = content.length();
                content.append(take());
            } else if (c != '(' || depth > 0) {
                content.append(c);
            }
            if (c == '(') {
                depth++;
            }
        }
        comment = content.substring(0, beforePair);
        return false;
    }

    /// The content of the quoted string that begins here; false if it has no end, with as much of
    /// it as of a comment.
    boolean quotedString(StringBuilder into) {
        int beforePair = into.length();
        skip('"');
        while (!atEnd()) {
            char c = take();
            if (c == '"') {
                return skipSpace();
            }
            if (c == '\\' && !atEnd()) {
                beforePair = into.length();
                into.append(take());
            } else {
                into.append(c);
            }
        }
        into.setLength(beforePair);
        return false;
    }

    /// Words of a display name, with one space between them; dots count as part of a word, and no
    /// words at all will do.
    boolean phrase(StringBuilder into) {
        if (atEnd() || at('.')) {
            return false;
        }
        while (at('"') ? quotedString(into) : atomWithDots(into)) {
            char c = atEnd() ? ' ' : peek();
            if (!isAtomText(c) && c != '"' && c != '.') {
                return true;
            }
            into.append(' ');
        }
        return false;
    }

    private boolean atomWithDots(StringBuilder into) {
        int from = at;
        while (!atEnd()) {
            char c = peek();
            if (!isAtomText(c) && c != '.') {
                break;
            }
            at++;
        }
        into.append(text, from, at);
        return skipSpace();
    }

    /// An atom; false if there is none.
    boolean atom(StringBuilder into) {
        int from = at;
        while (!atEnd() && isAtomText(peek())) {
            at++;
        }
        into.append(text, from, at);
        return at > from && skipSpace();
    }

    /// What stands before the `@`: words with dots between them, and white space around these as
    /// RFC 5322 §4.4 allows. Atoms may also have dots where none belong.
    boolean localPart(StringBuilder into) {
        int from = at;
        if (words(into) && at('@')) {
            return true;
        }
        back(from);
        into.setLength(0);
        return at('"') ? quotedString(into) : atomsAndDots(into);
    }

    private boolean words(StringBuilder into) {
        while (at('"') ? quotedString(into) : atom(into)) {
            if (!skip('.')) {
                return true;
            }
            into.append('.');
            if (!skipSpace()) {
                return false;
            }
        }
        return false;
    }

    private boolean atomsAndDots(StringBuilder into) {
        boolean any = false;
        do {
            while (skip('.')) {
                into.append('.');
                any = true;
            }
            if (any && (atEnd() || at('@'))) {
                return true;
            }
            if (!atom(into)) {
                return false;
            }
            any = true;
        } while (at('.'));
        return true;
    }

    /// A domain, or an address in brackets.
    boolean domain(StringBuilder into) {
        if (at('[')) {
            return domainLiteral(into);
        }
        while (atom(into)) {
            if (!skip('.')) {
                return true;
            }
            into.append('.');
            if (!skipSpace()) {
                return false;
            }
        }
        return false;
    }

    private boolean domainLiteral(StringBuilder into) {
        int from = at;
        at++;
        while (!atEnd()) {
            char c = take();
            if (c == ']') {
                into.append(text, from, at);
                return skipSpace();
            }
            if (c == '[') {
                at--;
                return false;
            }
            if (c == '\\' && atEnd()) {
                return false;
            }
            at += c == '\\' ? 1 : 0;
        }
        return false;
    }

    /// Characters of a MIME token, possibly none; null if a comment without end follows.
    @Nullable String token() {
        String token = tokenText();
        return skipSpace() ? token : null;
    }

    /// The same without what follows.
    String tokenText() {
        int from = at;
        while (!atEnd() && isTokenText(peek())) {
            at++;
        }
        return text.subSequence(from, at).toString();
    }

    /// What stands before the next semicolon or white space.
    String unquotedValue() {
        int from = at;
        while (!atEnd()) {
            char c = peek();
            if (isSpace(c) || c == ';') {
                break;
            }
            at++;
        }
        return text.subSequence(from, at).toString();
    }

    private static boolean isAtomText(char c) {
        return c > ' ' && c != 0x7f && SPECIALS.indexOf(c) < 0;
    }

    private static boolean isTokenText(char c) {
        return c > ' ' && c != 0x7f && TOKEN_SPECIALS.indexOf(c) < 0;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
