// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

/// A place in the text of a HOCON file, which moves forward.
final class HoconText {
    private static final char END = '\0';

    private final String text;
    private int at;
    private int line = 1;

    HoconText(String text) {
        this.text = text;
    }

    /// The same place once more, to look ahead from.
    HoconText fork() {
        HoconText fork = new HoconText(text);
        fork.moveTo(this);
        return fork;
    }

    void moveTo(HoconText other) {
        at = other.at;
        line = other.line;
    }

    int position() {
        return at;
    }

    int line() {
        return line;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /// The next character; NUL at the end.
    char peek() {
        return atEnd() ? END : text.charAt(at);
    }

    boolean isNext(String expected) {
        return text.startsWith(expected, at);
    }

    boolean atComment() {
        return isNext("#") || isNext("//");
    }

    boolean take(String expected) {
        if (!isNext(expected)) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            skip();
        }
        return true;
    }

    void skip() {
        if (peek() == '\n') {
            line++;
        }
        at = Math.min(at + 1, text.length());
    }

    void skipSpaces() {
        while (!atEnd() && peek() != '\n' && isSpace(peek())) {
            skip();
        }
    }

    void skipLine() {
        while (!atEnd() && peek() != '\n') {
            skip();
        }
    }

    /// Skips spaces, line ends and comments, and commas if asked to.
    void skipBlank(boolean commas) {
        while (!atEnd()) {
            if (atComment()) {
                skipLine();
            } else if (isSpace(peek()) || (commas && peek() == ',')) {
                skip();
            } else {
                return;
            }
        }
    }

    /// What lies inside the quotes that begin here, escapes left as they are.
    String quoted() {
        String quote = isNext("\"\"\"") ? "\"\"\"" : "\"";
        take(quote);
        int from = at;
        while (!atEnd() && !isNext(quote)) {
            if (quote.length() == 1 && peek() == '\\') {
                skip();
            }
            skip();
        }
        String inside = text.substring(from, at);
        take(quote);
        return inside;
    }

    /// The characters up to a space, or to one of `stops`, or to a comment.
    String unquoted(String stops) {
        int from = at;
        while (!atEnd() && !isSpace(peek()) && stops.indexOf(peek()) < 0 && !atComment()) {
            skip();
        }
        return text.substring(from, at);
    }

    /// Everything up to and with `end`.
    String through(String end) {
        int from = at;
        while (!atEnd() && !isNext(end)) {
            skip();
        }
        take(end);
        return text.substring(from, at);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }
}
