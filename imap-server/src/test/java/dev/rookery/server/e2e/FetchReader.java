// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads what a server says to FETCH, so that answers can be compared whatever their form: quoted
/// or literal, any case of NIL, any order of items.
final class FetchReader {
    private final InputStream in;
    private int next;

    /// A value is a text, of one character an octet, a list of values, or NIL.
    sealed interface Value {}

    record Text(String octets) implements Value {
        @Override
        public String toString() {
            return '"' + octets.replace("\r", "\\r").replace("\n", "\\n") + '"';
        }
    }

    record Values(List<Value> values) implements Value {
        @Override
        public String toString() {
            return String.join(" ", values.stream().map(String::valueOf).toList())
                    .transform(inside -> '(' + inside + ')');
        }
    }

    enum Nil implements Value {
        NIL
    }

    /// Where an answer has no such item.
    enum Absent implements Value {
        ABSENT
    }

    /// All that came in answer to one command.
    ///
    /// @param condition `OK`, `NO` or `BAD`, with the response code if there was one
    record Answer(String condition, Map<Integer, Map<String, Value>> messages) {
        static final Answer NONE = new Answer("", Map.of());

        Map<String, Value> items(int message) {
            return messages.getOrDefault(message, Map.of());
        }
    }

    FetchReader(InputStream in) {
        this.in = in;
    }

    /// Reads up to the reply that has the tag.
    Answer answer(String tag) throws IOException {
        Map<Integer, Map<String, Value>> messages = new LinkedHashMap<>();
        while (true) {
            advance();
            String first = word();
            if (first.equals(tag)) {
                return new Answer(condition(restOfLine()), messages);
            }
            advance();
            String number = word();
            if (!number.chars().allMatch(Character::isDigit)) {
                restOfLine();
                continue;
            }
            expect(' ');
            if (!word().equals("FETCH")) {
                restOfLine();
                continue;
            }
            advance();
            Map<String, Value> items =
                    messages.computeIfAbsent(Integer.valueOf(number), _ -> new LinkedHashMap<>());
            items(items);
            restOfLine();
        }
    }

    private static String condition(String line) {
        String[] words = line.strip().split(" ", 3);
        boolean code = words.length > 1 && words[1].startsWith("[");
        return code ? words[0] + " " + words[1] : words[0];
    }

    private void items(Map<String, Value> items) throws IOException {
        expect('(');
        while (next != ')') {
            String name = word();
            expect(' ');
            items.put(name.replace("\"", "").toUpperCase(Locale.ROOT), value());
            if (next == ' ') {
                advance();
            }
        }
        advance();
    }

    private Value value() throws IOException {
        return switch (next) {
            case '(' -> list();
            case '"' -> new Text(quoted());
            case '~' -> {
                advance();
                yield new Text(literal());
            }
            case '{' -> new Text(literal());
            default -> {
                String atom = word();
                yield atom.equalsIgnoreCase("NIL") ? Nil.NIL : new Text(atom);
            }
        };
    }

    private Value list() throws IOException {
        List<Value> values = new ArrayList<>();
        expect('(');
        while (next != ')') {
            values.add(value());
            if (next == ' ') {
                advance();
            }
        }
        advance();
        return new Values(List.copyOf(values));
    }

    private String quoted() throws IOException {
        StringBuilder text = new StringBuilder();
        expect('"');
        while (next != '"') {
            if (next == '\\') {
                advance();
            }
            text.append((char) next);
            advance();
        }
        advance();
        return text.toString();
    }

    private String literal() throws IOException {
        expect('{');
        StringBuilder digits = new StringBuilder();
        while (next != '}') {
            digits.append((char) next);
            advance();
        }
        expect('}');
        expect('\r');
        if (next != '\n') {
            throw new IOException("a literal without a line end");
        }
        int length = Integer.parseInt(digits.toString());
        byte[] octets = in.readNBytes(length);
        if (octets.length < length) {
            throw new EOFException("a literal ends after " + octets.length + " of " + length);
        }
        advance();
        return new String(octets, ISO_8859_1);
    }

    /// What stands before the next space or parenthesis; brackets may hold either.
    private String word() throws IOException {
        StringBuilder word = new StringBuilder();
        boolean inBrackets = false;
        while (inBrackets || " ()\r\n".indexOf(next) < 0) {
            inBrackets = next == '[' || (inBrackets && next != ']');
            word.append((char) next);
            advance();
        }
        return word.toString();
    }

    private String restOfLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (next != '\n') {
            line.write(next);
            advance();
        }
        return line.toString(ISO_8859_1);
    }

    private void expect(char c) throws IOException {
        if (next != c) {
            throw new IOException("'" + c + "' expected, not '" + (char) next + "'");
        }
        advance();
    }

    private void advance() throws IOException {
        next = in.read();
        if (next < 0) {
            throw new EOFException("the server ended in the middle of an answer");
        }
    }
}
