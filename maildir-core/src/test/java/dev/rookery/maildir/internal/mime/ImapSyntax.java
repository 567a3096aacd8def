// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

/// Checks that bytes are well-formed IMAP data: lists, quoted strings, literals, numbers and NIL.
final class ImapSyntax {
    private final String text;
    private int at;

    private ImapSyntax(String text) {
        this.text = text;
    }

    /// @return how many values the outermost list holds
    static int checkList(String imap) {
        ImapSyntax syntax = new ImapSyntax(imap);
        int values = syntax.list();
        assertThat(syntax.at).as("end of %s", imap).isEqualTo(imap.length());
        return values;
    }

    private int list() {
        expect('(');
        int values = 0;
        while (text.charAt(at) != ')') {
            boolean listsTouch = text.charAt(at) == '(' && text.charAt(at - 1) == ')';
            if (values > 0 && !listsTouch) {
                expect(' ');
            }
            value();
            values++;
        }
        expect(')');
        return values;
    }

    private void value() {
        switch (text.charAt(at)) {
            case '(' -> assertThat(list()).as("no empty list").isPositive();
            case '"' -> quoted();
            case '{' -> literal();
            case 'N' -> {
                assertThat(text.startsWith("NIL", at)).isTrue();
                at += 3;
            }
            default -> number();
        }
    }

    private void quoted() {
        expect('"');
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
                assertThat(text.charAt(at)).isIn('"', '\\');
            }
            assertThat(text.charAt(at)).isBetween('\1', '\u007f').isNotIn('\r', '\n');
            at++;
        }
        expect('"');
    }

    private void literal() {
        expect('{');
        int end = text.indexOf("}\r\n", at);
        int length = Integer.parseInt(text.substring(at, end));
        at = end + 3;
        assertThat(text.substring(at, at + length)).doesNotContain("\0");
        at += length;
    }

    private void number() {
        int from = at;
        while (Character.isDigit(text.charAt(at))) {
            at++;
        }
        assertThat(at).as("a value at %d of %s", from, text).isGreaterThan(from);
    }

    private void expect(char c) {
        assertThat(text.charAt(at)).as("at %d of %s", at, text).isEqualTo(c);
        at++;
    }
}
