// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A conversation written down as text; `src/test/dialogues/README.md` says how.
record Dialogue(List<Turn> turns) {
    /// One step. Text is bytes, as characters of ISO 8859-1.
    sealed interface Turn {
        int lineNumber();
    }

    record Client(int lineNumber, int who, String bytes) implements Turn {}

    /// A whole response, with the literals in it.
    record Server(int lineNumber, int who, String bytes) implements Turn {}

    /// `@word arguments`, and the lines after it that begin with `|`.
    record Directive(int lineNumber, String word, String arguments, String text) implements Turn {}

    static Dialogue read(Path file) throws IOException {
        return new Dialogue(new Reader(Files.readAllLines(file)).turns());
    }

    private static final class Reader {
        private static final Pattern LINE = Pattern.compile("([CS])([2-9]?)([:|]) ?(.*)");
        private static final Pattern BODY = Pattern.compile("\\{body(\\+?)}$");
        private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9A-F]{2})");

        private final List<String> lines;
        private int at;

        Reader(List<String> lines) {
            this.lines = lines;
        }

        List<Turn> turns() {
            List<Turn> turns = new ArrayList<>();
            while (at < lines.size()) {
                String line = lines.get(at);
                if (line.startsWith("@")) {
                    turns.add(directive());
                } else if (line.isBlank() || line.startsWith("#")) {
                    at++;
                } else {
                    turns.add(turn());
                }
            }
            return turns;
        }

        private Directive directive() {
            int number = at + 1;
            String[] parts = lines.get(at++).substring(1).split(" ", 2);
            return new Directive(number, parts[0], parts.length > 1 ? parts[1] : "", literal("|"));
        }

        private Turn turn() {
            int number = at + 1;
            Matcher line = line();
            String speaker = line.group(1) + line.group(2);
            int who = line.group(2).isEmpty() ? 1 : Integer.parseInt(line.group(2));
            if (line.group(3).equals("|")) {
                at--;
                return new Client(number, who, literal(speaker + "|"));
            }
            String text = line.group(4);
            if (speaker.startsWith("C")) {
                return new Client(number, who, measured(text, speaker));
            }
            StringBuilder response = new StringBuilder(measured(text, speaker));
            while (BODY.matcher(text).find()) {
                response.append(literal(speaker + "|"));
                text = line().group(4);
                response.append(measured(text, speaker));
            }
            return new Server(number, who, response.toString());
        }

        private Matcher line() {
            Matcher line = LINE.matcher(lines.get(at++));
            if (!line.matches()) {
                throw new IllegalArgumentException("line " + at + " is not a turn");
            }
            return line;
        }

        /// A line, with the size of the literal that follows in the place of `{body}`.
        private String measured(String text, String speaker) {
            Matcher body = BODY.matcher(text);
            if (!body.find()) {
                return bytes(text) + "\r\n";
            }
            int here = at;
            while (!lines.get(at).startsWith(speaker + "|")) {
                at++;
            }
            int length = literal(speaker + "|").length();
            at = here;
            return bytes(body.replaceFirst("{" + length + body.group(1) + "}")) + "\r\n";
        }

        /// The lines with that mark from here on. A backslash at the end of one takes away its
        /// CRLF.
        private String literal(String mark) {
            StringBuilder text = new StringBuilder();
            while (at < lines.size() && lines.get(at).startsWith(mark)) {
                String line = lines.get(at++).substring(mark.length());
                String content = bytes(line.startsWith(" ") ? line.substring(1) : line);
                boolean open = content.endsWith("\\");
                text.append(open ? content.substring(0, content.length() - 1) : content + "\r\n");
            }
            return text.toString();
        }

        private static String bytes(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return ESCAPE.matcher(new String(utf8, StandardCharsets.ISO_8859_1))
                    .replaceAll(escape ->
                            Matcher.quoteReplacement(
                                    Character.toString(Integer.parseInt(escape.group(1), 16))));
        }
    }
}
