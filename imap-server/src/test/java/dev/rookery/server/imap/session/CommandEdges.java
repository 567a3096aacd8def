// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static dev.rookery.server.limits.ServerLimits.ANSWER_BYTES_MAX;
import static dev.rookery.server.limits.ServerLimits.COMMAND_BYTES_BEFORE_LOGIN_MAX;
import static dev.rookery.server.limits.ServerLimits.COMMAND_BYTES_MAX;
import static dev.rookery.server.limits.ServerLimits.FETCH_ITEMS_MAX;
import static dev.rookery.server.limits.ServerLimits.ID_FIELDS_MAX;
import static dev.rookery.server.limits.ServerLimits.ID_NAME_BYTES_MAX;
import static dev.rookery.server.limits.ServerLimits.ID_VALUE_BYTES_MAX;
import static dev.rookery.server.limits.ServerLimits.LINE_BYTES_BEFORE_LOGIN_MAX;
import static dev.rookery.server.limits.ServerLimits.LINE_BYTES_MAX;
import static dev.rookery.server.limits.ServerLimits.LITERALS_BEFORE_LOGIN_MAX;
import static dev.rookery.server.limits.ServerLimits.LITERALS_MAX;
import static dev.rookery.server.limits.ServerLimits.LITERAL_BYTES_BEFORE_LOGIN_MAX;
import static dev.rookery.server.limits.ServerLimits.LITERAL_BYTES_MAX;
import static dev.rookery.server.limits.ServerLimits.METADATA_ENTRIES_MAX;
import static dev.rookery.server.limits.ServerLimits.METADATA_NAME_CHARS_MAX;
import static dev.rookery.server.limits.ServerLimits.NESTING_BEFORE_LOGIN_MAX;
import static dev.rookery.server.limits.ServerLimits.NESTING_MAX;
import static dev.rookery.server.limits.ServerLimits.NOTIFY_GROUPS_MAX;
import static dev.rookery.server.limits.ServerLimits.NOTIFY_NAMES_MAX;
import static dev.rookery.server.limits.ServerLimits.PATTERNS_MAX;
import static dev.rookery.server.limits.ServerLimits.PATTERN_CHARS_MAX;
import static dev.rookery.server.limits.ServerLimits.SEARCH_KEYS_MAX;
import static dev.rookery.server.limits.ServerLimits.TAG_CHARS_MAX;
import static dev.rookery.server.limits.ServerLimits.UNASKED_LITERAL_BYTES_MAX;
import static dev.rookery.server.limits.ServerLimits.USER_MAX;

import dev.rookery.maildir.MailLimits;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The limits of commands, and for each how to come as close to it as one likes.
final class CommandEdges {
    private static final String TOO_BIG_BYE = "\\* BYE \\[TOOBIG]";
    private static final String LIMIT = "a BAD \\[LIMIT]";
    private static final String OK = "a OK";
    private static final String REFUSED = "a NO \\[AUTHENTICATIONFAILED]";

    private CommandEdges() {}

    /// @param command what the client sends: the next part after each go-ahead
    /// @param within how the answer begins, as a regular expression
    /// @param beyond the same, one further
    /// @param ends whether the session is over beyond
    record Edge(
            String what,
            boolean loggedIn,
            int max,
            IntFunction<List<String>> command,
            String within,
            String beyond,
            boolean ends) {
        List<String> parts(int size) {
            return command.apply(size);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static List<Edge> all() {
        return Stream.of(
                        bytesBeforeLogin(),
                        wordsBeforeLogin(),
                        bytesAfterLogin(),
                        searches(),
                        lists(),
                        annotations(),
                        mail())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Edge> bytesBeforeLogin() {
        return List.of(
                before(
                        "line",
                        LINE_BYTES_BEFORE_LOGIN_MAX,
                        CommandEdges::padded,
                        OK,
                        "a BAD a line",
                        false),
                before(
                        "answer",
                        ANSWER_BYTES_MAX,
                        n -> List.of("a AUTHENTICATE PLAIN\r\n", "A".repeat(n) + "\r\n"),
                        "a (NO|BAD That|BAD The|BAD [^a])",
                        "a BAD a line",
                        false),
                before(
                        "waiting literal",
                        LITERAL_BYTES_BEFORE_LOGIN_MAX,
                        n -> literal("LOGIN anna", n),
                        REFUSED,
                        "a NO \\[TOOBIG]",
                        false),
                before(
                        "unasked literal",
                        UNASKED_LITERAL_BYTES_MAX,
                        n -> unasked("LOGIN anna", n),
                        REFUSED,
                        "a BAD \\[TOOBIG]",
                        true),
                before(
                        "command",
                        COMMAND_BYTES_BEFORE_LOGIN_MAX,
                        n -> command("a LOGIN", " ", n),
                        "a BAD",
                        TOO_BIG_BYE,
                        true),
                before(
                        "literals",
                        LITERALS_BEFORE_LOGIN_MAX,
                        n -> List.of("a LOGIN" + " {0+}\r\n".repeat(n) + "\r\n"),
                        "a BAD",
                        TOO_BIG_BYE,
                        true));
    }

    private static List<Edge> wordsBeforeLogin() {
        return List.of(
                before(
                        "nesting",
                        NESTING_BEFORE_LOGIN_MAX,
                        CommandEdges::nested,
                        "a BAD (?!\\[LIMIT])",
                        LIMIT,
                        false),
                before(
                        "tag",
                        TAG_CHARS_MAX,
                        n -> line("t".repeat(n) + " NOOP"),
                        "t+ OK",
                        "\\* BAD a tag",
                        false),
                before(
                        "user name",
                        USER_MAX,
                        n -> line("a LOGIN " + "u".repeat(n) + " secret"),
                        REFUSED,
                        LIMIT,
                        false),
                before(
                        "ID fields",
                        ID_FIELDS_MAX,
                        n -> line("a ID (" + words(n, i -> "\"n" + i + "\" NIL") + ")"),
                        OK,
                        LIMIT,
                        false),
                before(
                        "ID name",
                        ID_NAME_BYTES_MAX,
                        n -> line("a ID (\"" + "n".repeat(n) + "\" NIL)"),
                        OK,
                        LIMIT,
                        false),
                before(
                        "ID value",
                        ID_VALUE_BYTES_MAX,
                        n -> line("a ID (\"n\" \"" + "v".repeat(n) + "\")"),
                        OK,
                        "a BAD( \\[LIMIT]| a line)",
                        false));
    }

    private static List<Edge> bytesAfterLogin() {
        return List.of(
                after("line", LINE_BYTES_MAX, CommandEdges::padded, OK, "a BAD a line", false),
                after(
                        "waiting literal",
                        LITERAL_BYTES_MAX,
                        n -> literal("STATUS", n),
                        "a (NO \\[CANNOT]|BAD)",
                        "a NO \\[TOOBIG]",
                        false),
                after(
                        "unasked literal",
                        UNASKED_LITERAL_BYTES_MAX,
                        n -> unasked("EXAMINE", n),
                        "a NO",
                        "a BAD \\[TOOBIG]",
                        true),
                after(
                        "command",
                        COMMAND_BYTES_MAX,
                        n -> command("a SEARCH", " TEXT ", n),
                        OK,
                        TOO_BIG_BYE,
                        true),
                after(
                        "literals",
                        LITERALS_MAX,
                        n -> List.of("a SEARCH" + " TEXT {0+}\r\n".repeat(n) + "\r\n"),
                        OK,
                        TOO_BIG_BYE,
                        true));
    }

    private static List<Edge> searches() {
        return List.of(
                after("nesting", NESTING_MAX, CommandEdges::nested, OK, LIMIT, false),
                after(
                        "nesting of NOT",
                        NESTING_MAX,
                        n -> line("a SEARCH " + "NOT ".repeat(n) + "ALL"),
                        OK,
                        LIMIT,
                        false),
                after(
                        "nesting of OR",
                        NESTING_MAX,
                        n -> line("a SEARCH " + "OR ALL ".repeat(n) + "ALL"),
                        OK,
                        LIMIT,
                        false),
                after(
                        "search keys",
                        SEARCH_KEYS_MAX,
                        n -> line("a SEARCH" + " ALL".repeat(n)),
                        OK,
                        LIMIT,
                        false));
    }

    private static List<Edge> lists() {
        return List.of(
                after(
                        "patterns",
                        PATTERNS_MAX,
                        n -> line("a LIST \"\" (" + words(n, i -> "p" + i) + ")"),
                        OK,
                        LIMIT,
                        false),
                after(
                        "pattern",
                        PATTERN_CHARS_MAX,
                        n -> line("a LIST \"\" " + "p".repeat(n)),
                        OK,
                        LIMIT,
                        false),
                after(
                        "items",
                        FETCH_ITEMS_MAX,
                        n ->
                                line(
                                        "a UID FETCH 1 ("
                                                + words(n, i -> "BODY.PEEK[" + (i + 1) + "]")
                                                + ")"),
                        OK,
                        LIMIT,
                        false),
                after(
                        "names in NOTIFY",
                        NOTIFY_NAMES_MAX,
                        n ->
                                line(
                                        "a NOTIFY SET (mailboxes ("
                                                + words(n, i -> "m" + i)
                                                + ") (MailboxName))"),
                        OK,
                        "a NO \\[LIMIT]",
                        false),
                after(
                        "groups in NOTIFY",
                        NOTIFY_GROUPS_MAX,
                        n ->
                                line(
                                        "a NOTIFY SET "
                                                + words(
                                                        n,
                                                        i ->
                                                                "(mailboxes m"
                                                                        + i
                                                                        + " (MailboxName))")),
                        OK,
                        "a NO \\[LIMIT]",
                        false));
    }

    private static List<Edge> annotations() {
        return List.of(
                after(
                        "annotations asked for",
                        METADATA_ENTRIES_MAX,
                        n -> line("a GETMETADATA INBOX (" + words(n, i -> "/private/e" + i) + ")"),
                        OK,
                        LIMIT,
                        false),
                after(
                        "name of an annotation",
                        METADATA_NAME_CHARS_MAX,
                        n ->
                                line(
                                        "a GETMETADATA INBOX /private/"
                                                + "e".repeat(n - "/private/".length())),
                        OK,
                        "a BAD",
                        false),
                after(
                        "annotation",
                        MailLimits.ANNOTATION_BYTES_MAX,
                        n ->
                                List.of(
                                        "a SETMETADATA INBOX (/private/e {" + n + "}\r\n",
                                        "v".repeat(n) + ")\r\n"),
                        OK,
                        "a NO \\[METADATA MAXSIZE 65536]",
                        false));
    }

    private static List<Edge> mail() {
        return List.of(
                after(
                        "keyword",
                        MailLimits.KEYWORD_CHARS_MAX,
                        n -> append("(" + "k".repeat(n) + ")", 1),
                        OK,
                        "a NO \\[LIMIT]",
                        false),
                after(
                        "keywords",
                        MailLimits.KEYWORDS_MAX,
                        n -> append("(" + words(n, i -> "k" + i) + ")", 1),
                        OK,
                        "a NO \\[LIMIT]",
                        false),
                after(
                        "levels",
                        MailLimits.LEVELS_MAX,
                        n -> line("a CREATE " + "x.".repeat(n - 1) + "x"),
                        OK,
                        "a NO \\[CANNOT]",
                        false),
                after(
                        "mailbox",
                        MailLimits.DIRECTORY_BYTES_MAX,
                        n -> line("a CREATE " + "x".repeat(n - 1)),
                        OK,
                        "a NO \\[CANNOT]",
                        false),
                after(
                        "waiting message",
                        1_000,
                        n -> List.of("a APPEND INBOX {" + n + "}\r\n", "x".repeat(n) + "\r\n"),
                        OK,
                        "a NO \\[TOOBIG]",
                        false),
                after("unasked message", 1_000, n -> append("", n), OK, "a NO \\[TOOBIG]", false));
    }

    private static Edge before(
            String what,
            int max,
            IntFunction<List<String>> command,
            String within,
            String beyond,
            boolean ends) {
        return new Edge(what + " before login", false, max, command, within, beyond, ends);
    }

    private static Edge after(
            String what,
            int max,
            IntFunction<List<String>> command,
            String within,
            String beyond,
            boolean ends) {
        return new Edge(what + " after login", true, max, command, within, beyond, ends);
    }

    private static List<String> line(String line) {
        return List.of(line + "\r\n");
    }

    /// Spaces at the end are forgiven.
    private static List<String> padded(int bytes) {
        return line("a NOOP" + " ".repeat(bytes - "a NOOP".length()));
    }

    private static List<String> literal(String start, int bytes) {
        return List.of("a " + start + " {" + bytes + "}\r\n", "x".repeat(bytes) + "\r\n");
    }

    private static List<String> unasked(String start, int bytes) {
        return List.of("a " + start + " {" + bytes + "+}\r\n" + "x".repeat(bytes) + "\r\n");
    }

    private static List<String> append(String flags, int bytes) {
        String start = flags.isEmpty() ? "a APPEND INBOX" : "a APPEND INBOX " + flags;
        return List.of(start + " {" + bytes + "+}\r\n" + "x".repeat(bytes) + "\r\n");
    }

    private static List<String> nested(int depth) {
        return line("a SEARCH " + "(".repeat(depth) + "ALL" + ")".repeat(depth));
    }

    /// A command of so many bytes in all, most of them in literals.
    private static List<String> command(String start, String between, int bytes) {
        String more = between + "{4000+}\r\n" + "x".repeat(4_000);
        StringBuilder command = new StringBuilder(start);
        while (command.length() + more.length() + between.length() < bytes) {
            command.append(more);
        }
        command.append(between);
        command.append("x".repeat(bytes - command.length()));
        return List.of(command + "\r\n");
    }

    private static String words(int count, IntFunction<String> word) {
        return IntStream.range(0, count).mapToObj(word).collect(Collectors.joining(" "));
    }
}
