// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.util.Locale;
import java.util.Set;

/// Lets the text of HTML through and drops its markup, one character at a time; forgiving, for what
/// comes in mail is seldom valid.
final class HtmlText {
    /// Receives characters.
    @FunctionalInterface
    interface CharSink {
        void accept(char c);
    }

    private enum State {
        TEXT,
        /// Behind `<`.
        TAG,
        /// In a quoted value of an attribute.
        QUOTED,
        /// Behind `<!--`.
        COMMENT,
        /// Behind `&`.
        ENTITY
    }

    /// Between these and the text around them there is no space.
    private static final Set<String> INLINE =
            Set.of(
                    "a", "abbr", "b", "big", "code", "em", "font", "i", "s", "small", "span",
                    "strike", "strong", "sub", "sup", "tt", "u", "wbr");

    /// What is inside is not for reading.
    private static final Set<String> HIDDEN = Set.of("script", "style", "title", "head");

    private static final int NAME_CHARS_MAX = 12;

    private final CharSink sink;
    private final StringBuilder name = new StringBuilder();
    private State state = State.TEXT;
    private boolean nameDone;
    private char quote;
    private int dashes;
    private String hiddenIn = "";

    HtmlText(CharSink sink) {
        this.sink = sink;
    }

    void accept(char c) {
        switch (state) {
            case TEXT -> text(c);
            case TAG -> tag(c);
            case QUOTED -> state = c == quote ? State.TAG : State.QUOTED;
            case COMMENT -> comment(c);
            case ENTITY -> entity(c);
        }
    }

    private void text(char c) {
        if (c == '<') {
            state = State.TAG;
            name.setLength(0);
            nameDone = false;
        } else if (hiddenIn.isEmpty()) {
            if (c == '&') {
                state = State.ENTITY;
                name.setLength(0);
            } else {
                sink.accept(c);
            }
        }
    }

    private void tag(char c) {
        if (c == '>') {
            endTag();
        } else if (nameDone) {
            startQuoted(c);
        } else if (Character.isWhitespace(c)) {
            nameDone = true;
        } else if (name.length() < NAME_CHARS_MAX) {
            name.append(c);
            startComment();
        }
    }

    /// Inside hidden text a quotation mark is no attribute's.
    private void startQuoted(char c) {
        if ((c == '"' || c == '\'') && hiddenIn.isEmpty()) {
            quote = c;
            state = State.QUOTED;
        }
    }

    private void startComment() {
        if (name.length() == 3 && name.indexOf("!--") == 0) {
            state = State.COMMENT;
            dashes = 0;
        }
    }

    private void comment(char c) {
        if (c == '>' && dashes >= 2) {
            state = State.TEXT;
        }
        dashes = c == '-' ? dashes + 1 : 0;
    }

    private void endTag() {
        state = State.TEXT;
        boolean closes = name.length() > 0 && name.charAt(0) == '/';
        String element = element(closes ? 1 : 0);
        if (!hiddenIn.isEmpty()) {
            hiddenIn = closes && element.equals(hiddenIn) ? "" : hiddenIn;
        } else if (!closes && HIDDEN.contains(element)) {
            hiddenIn = element;
        }
        if (!INLINE.contains(element)) {
            sink.accept(' ');
        }
    }

    private String element(int from) {
        int end = name.length() > from && name.charAt(name.length() - 1) == '/' ? 1 : 0;
        return name.substring(from, name.length() - end).toLowerCase(Locale.ROOT);
    }

    private void entity(char c) {
        if (c == ';') {
            state = State.TEXT;
            named(name.toString());
        } else if (name.length() < NAME_CHARS_MAX && (Character.isLetterOrDigit(c) || c == '#')) {
            name.append(c);
        } else {
            state = State.TEXT;
            asWritten();
            text(c);
        }
    }

    private void asWritten() {
        sink.accept('&');
        name.chars().forEach(c -> sink.accept((char) c));
    }

    private void named(String entity) {
        switch (entity) {
            case "amp" -> sink.accept('&');
            case "lt" -> sink.accept('<');
            case "gt" -> sink.accept('>');
            case "quot" -> sink.accept('"');
            case "apos" -> sink.accept('\'');
            case "nbsp", "ensp", "emsp", "thinsp" -> sink.accept(' ');
            case "ndash" -> sink.accept('\u2013');
            case "mdash" -> sink.accept('\u2014');
            case "lsquo" -> sink.accept('\u2018');
            case "rsquo" -> sink.accept('\u2019');
            case "ldquo" -> sink.accept('\u201c');
            case "rdquo" -> sink.accept('\u201d');
            case "hellip" -> sink.accept('\u2026');
            case "bull" -> sink.accept('\u2022');
            case "copy" -> sink.accept('\u00a9');
            case "reg" -> sink.accept('\u00ae');
            case "euro" -> sink.accept('\u20ac');
            case "auml" -> sink.accept('\u00e4');
            case "ouml" -> sink.accept('\u00f6');
            case "uuml" -> sink.accept('\u00fc');
            case "Auml" -> sink.accept('\u00c4');
            case "Ouml" -> sink.accept('\u00d6');
            case "Uuml" -> sink.accept('\u00dc');
            case "szlig" -> sink.accept('\u00df');
            case "eacute" -> sink.accept('\u00e9');
            case "egrave" -> sink.accept('\u00e8');
            case "agrave" -> sink.accept('\u00e0');
            case "ccedil" -> sink.accept('\u00e7');
            case "zwnj", "zwj", "shy" -> {}
            default -> numbered(entity);
        }
    }

    private void numbered(String entity) {
        int codePoint = entity.startsWith("#") ? codePoint(entity) : -1;
        if (isCharacter(codePoint)) {
            for (char c : Character.toChars(codePoint)) {
                sink.accept(c);
            }
        } else {
            asWritten();
            sink.accept(';');
        }
    }

    private static boolean isCharacter(int codePoint) {
        return codePoint > 0
                && Character.isValidCodePoint(codePoint)
                && Character.getType(codePoint) != Character.SURROGATE;
    }

    private static int codePoint(String entity) {
        boolean hex = entity.length() > 1 && (entity.charAt(1) | 0x20) == 'x';
        String digits = entity.substring(hex ? 2 : 1);
        int radix = hex ? 16 : 10;
        boolean valid =
                !digits.isEmpty()
                        && digits.length() <= 7
                        && digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
        return valid ? Integer.parseInt(digits, radix) : -1;
    }
}
