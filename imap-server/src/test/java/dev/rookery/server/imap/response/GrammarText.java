// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// One response, read from left to right in the smallest pieces of the grammar (RFC 9051 §9). A
/// character is a byte.
final class GrammarText {
    private static final String ATOM_SPECIALS = "(){ %*\"\\]";
    private static final long NUMBER_MAX = 0xFFFF_FFFFL;

    private final String text;
    private final Dialect dialect;
    private int at;

    GrammarText(String text, Dialect dialect) {
        this.text = text;
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    int position() {
        return at;
    }

    /// What was read since `from`, as it stands.
    String since(int from) {
        return text.substring(from, at);
    }

    GrammarException wanted(String what) {
        return new GrammarException(text, at, what);
    }

    void require(boolean holds, String what) {
        if (!holds) {
            throw wanted(what);
        }
    }

    boolean sees(String next) {
        return text.startsWith(next, at);
    }

    boolean takes(String next) {
        boolean there = sees(next);
        at += there ? next.length() : 0;
        return there;
    }

    boolean seesDigit() {
        return peek() >= '0' && peek() <= '9';
    }

    boolean takesBeforeDigit(String next) {
        int from = at;
        if (takes(next) && seesDigit()) {
            return true;
        }
        at = from;
        return false;
    }

    void expect(String next) {
        require(takes(next), "'" + next + "'");
    }

    void space() {
        expect(" ");
    }

    void end() {
        expect("\r\n");
        require(at == text.length(), "the end");
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private static boolean isCharacter(char each) {
        return each > 0x1F && each < 0x7F;
    }

    private static boolean isAtomChar(char each) {
        return isCharacter(each) && ATOM_SPECIALS.indexOf(each) < 0;
    }

    String atom() {
        return word("an atom", false, "");
    }

    /// RFC 9051 §9: ASTRING-CHAR without `+`.
    String tag() {
        return word("a tag", true, "+");
    }

    private String word(String what, boolean withBracket, String without) {
        int from = at;
        while ((isAtomChar(peek()) || (withBracket && peek() == ']'))
                && without.indexOf(peek()) < 0) {
            at++;
        }
        require(at > from, what);
        return since(from);
    }

    /// A word of capital letters, digits, dots, hyphens and the like that names something.
    String keyword() {
        String word = word("a keyword", false, "[<");
        require(word.equals(word.toUpperCase(Locale.ROOT)), "capital letters");
        return word;
    }

    /// An atom, or what stands in quotes or in a literal.
    String astring() {
        if (peek() == '"' || peek() == '{') {
            return string();
        }
        return word("an astring", true, "");
    }

    String string() {
        if (peek() == '{') {
            return literal();
        }
        return quoted();
    }

    String nstring() {
        return takes("NIL") ? "NIL" : string();
    }

    String nstringOrLiteral8() {
        return takes("~") ? octets() : nstring();
    }

    private String quoted() {
        expect("\"");
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            if (takes("\\")) {
                require(peek() == '"' || peek() == '\\', "a quoted special");
            }
            require(at < text.length() && "\r\n\0".indexOf(peek()) < 0, "a character in quotes");
            value.append(peek());
            at++;
        }
        at++;
        requireText(value.toString());
        return value.toString();
    }

    private String literal() {
        String value = octets();
        require(value.indexOf('\0') < 0, "a literal without NUL");
        return value;
    }

    private String octets() {
        expect("{");
        long length = number();
        expect("}\r\n");
        require(length <= text.length() - at, length + " octets");
        String value = text.substring(at, at + (int) length);
        at += (int) length;
        return value;
    }

    /// Seven bits, or UTF-8 where that was enabled.
    private void requireText(String value) {
        if (value.chars().allMatch(each -> each < 0x80)) {
            return;
        }
        require(dialect.speaksUtf8(), "ASCII in '" + value + "'");
        requireUtf8(value);
    }

    private void requireUtf8(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException wrong) {
            throw wanted("UTF-8 in '" + value + "'");
        }
    }

    long number() {
        return number(NUMBER_MAX);
    }

    long nzNumber() {
        long number = number();
        require(number > 0, "a number greater than 0");
        return number;
    }

    long number64() {
        return number(Long.MAX_VALUE);
    }

    private long number(long max) {
        int from = at;
        while (seesDigit()) {
            at++;
        }
        int digits = at - from;
        require(digits > 0 && digits < 20, "a number");
        require(digits == 1 || text.charAt(from) != '0', "a number without zeros before it");
        long number;
        try {
            number = Long.parseLong(since(from));
        } catch (NumberFormatException large) {
            throw wanted("a number below 2^63");
        }
        require(number <= max, "a number up to " + max);
        return number;
    }

    /// Numbers and ranges, without `*`: servers know how many there are.
    String set() {
        int from = at;
        do {
            long one = nzNumber();
            if (takes(":")) {
                require(nzNumber() != one, "a range of more than one");
            }
        } while (takes(","));
        return since(from);
    }

    /// `(`, items with a space between, `)`; at least `min` of them.
    <T> List<T> list(int min, Supplier<T> item) {
        List<T> items = new ArrayList<>();
        expect("(");
        while (!takes(")")) {
            if (!items.isEmpty()) {
                space();
            }
            items.add(item.get());
        }
        require(items.size() >= min, min + " items");
        return items;
    }

    /// A name as RFC 9051 §5.1 or RFC 3501 §5.1.3 has it.
    String mailbox() {
        String name = astring();
        requireText(name);
        if (!dialect.speaksUtf8()) {
            require(ModifiedUtf7.isProper(name), "modified UTF-7 in '" + name + "'");
        }
        return name;
    }

    /// RFC 3501 §9: never empty; RFC 9051 §9: may be.
    String text() {
        int end = text.indexOf("\r\n", at);
        require(end >= at, "the end of the line");
        String line = text.substring(at, end);
        require(!line.isEmpty() || dialect.rev2(), "a text");
        require(line.indexOf('\r') < 0 && line.indexOf('\n') < 0, "a text of one line");
        require(line.indexOf('\0') < 0, "a text without NUL");
        requireText(line);
        at = end;
        return line;
    }

    void anyCharacter() {
        require(at < text.length() && isCharacter(peek()), "a character");
        at++;
    }

    /// What can stand in brackets without a meaning to us.
    String untilBracket() {
        int from = at;
        while (peek() != ']' && peek() != '\r' && peek() != '\n' && peek() != '\0') {
            at++;
        }
        require(at > from, "something before ]");
        return since(from);
    }

    /// RFC 9051 §9: date-time, the day with two characters.
    String dateTime() {
        int from = at;
        expect("\"");
        require(text.substring(at).length() > 26, "a date");
        String date = text.substring(at, at + 26);
        require(
                date.matches(
                        "( [1-9]|[123][0-9])-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
                                + "-\\d{4} [0-2]\\d:[0-5]\\d:[0-6]\\d [+-]\\d{4}"),
                "a date and time");
        at += 26;
        expect("\"");
        return since(from);
    }

    /// RFC 8474 §7.
    String objectId() {
        expect("(");
        int from = at;
        while (peek() < 0x80 && (Character.isLetterOrDigit(peek()) || "_-".indexOf(peek()) >= 0)) {
            at++;
        }
        require(at > from && at - from < 256, "1 to 255 characters of an identifier");
        String id = since(from);
        expect(")");
        return id;
    }
}
