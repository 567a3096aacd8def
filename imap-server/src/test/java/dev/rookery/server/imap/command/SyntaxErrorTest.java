// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rookery.server.imap.command.Step.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said of commands that follow no rule, and that the next one is read all the same.
class SyntaxErrorTest {
    static Stream<Arguments> wrongCommands() {
        return Stream.of(
                arguments("a", "expected a space at byte 2, found the end of the line"),
                arguments("a ", "expected a command at byte 3, found the end of the line"),
                arguments("a  NOOP", "expected a command at byte 3, found \" NOOP\""),
                arguments("a FROB x", "expected a command at byte 3, found \"FROB x\""),
                arguments("a NOOP x", "expected the end of the command at byte 7, found \" x\""),
                arguments(
                        "a NOOP (((", "expected the end of the command at byte 7, found \" (((\""),
                arguments("a SELECT", "expected a space at byte 9, found the end of the line"),
                arguments("a SELECT (", "expected a mailbox name at byte 10, found \"(\""),
                arguments("a SELECT x (CONDSTORE) y", atByte("the end of the command", 23)),
                arguments("a SELECT \"x", atByte("the rest of a quoted string", 12)),
                arguments("a SELECT \"x\\y\"", atByte("the rest of a quoted string", 12)),
                arguments("a SELECT Gr\u00fcn", atByte("the end of the command", 12)),
                arguments("a SELECT {5}x", atByte("a mailbox name", 10)),
                arguments("a SELECT {}", atByte("a mailbox name", 10)),
                arguments("a SELECT ~{1+}\r\nx", atByte("the end of the command", 11)),
                arguments("a STATUS x ()", atByte("a status item", 13)),
                arguments("a STATUS x (SIZES)", atByte("a status item", 13)),
                arguments("a STATUS x MESSAGES", atByte("a list of status items", 12)),
                arguments("a UID NOOP", atByte("a UID command", 7)),
                arguments("a ENABLE", atByte("a space", 9)),
                arguments("a ID x", atByte("a list of fields or NIL", 6)),
                arguments("a ID (\"x\")", atByte("a space", 10)),
                arguments("a ID (\"x\" y)", atByte("a value or NIL", 11)),
                arguments("a APPEND x", atByte("a space", 11)),
                arguments("a APPEND x y", atByte("flags, a date or the message as a literal", 12)));
    }

    static Stream<Arguments> wrongMessageCommands() {
        return Stream.of(
                arguments(
                        "a FETCH x FLAGS", "expected a sequence set at byte 9, found \"x FLAGS\""),
                arguments("a FETCH 0 FLAGS", atByte("a sequence set", 9)),
                arguments("a FETCH 1: FLAGS", atByte("a sequence set", 11)),
                arguments("a FETCH 1,,2 FLAGS", atByte("a sequence set", 11)),
                arguments(
                        "a FETCH 4294967296 FLAGS",
                        "expected a sequence set up to 4294967295 at byte 9,"
                                + " found \"4294967296 FLAGS\""),
                arguments("a FETCH 1 (FLAGS ALL)", atByte("an item of FETCH", 18)),
                arguments("a FETCH 1 ()", atByte("an item of FETCH", 12)),
                arguments("a FETCH 1 (FLAGS", atByte("\")\"", 17)),
                arguments("a FETCH 1 BODY[", atByte("an item of FETCH", 16)),
                arguments("a FETCH 1 BODY[0]", atByte("a part number from 1", 16)),
                arguments("a FETCH 1 BODY[1.]", atByte("an item of FETCH", 18)),
                arguments("a FETCH 1 BODY[MIME]", atByte("a section", 16)),
                arguments("a FETCH 1 BODY[HEADER.FIELDS ()]", atByte("a field name", 31)),
                arguments("a FETCH 1 BODY[HEADER.FIELDS (a:)]", atByte("a field name", 31)),
                arguments("a FETCH 1 BODY[HEADER.FIELDS (\"\")]", atByte("a field name", 31)),
                arguments("a FETCH 1 BODY[]<0.0>", atByte("a length from 1", 20)),
                arguments("a FETCH 1 BODY[]<0>", atByte("\".\"", 19)),
                arguments("a FETCH 1 BODY.PEEK", atByte("\"[\"", 20)),
                arguments("a FETCH 1 RFC822.SIZES", atByte("an item of FETCH", 11)),
                arguments("a STORE 1 FLAG x", atByte("FLAGS or FLAGS.SILENT", 11)),
                arguments("a STORE 1 FLAGS \\Recent", atByte("a flag that clients may set", 17)),
                arguments("a STORE 1 FLAGS (\\*)", atByte("a flag", 19)),
                arguments("a STORE 1 FLAGS (a", atByte("\")\"", 19)),
                arguments("a SEARCH", atByte("a space", 9)),
                arguments("a SEARCH FROM", atByte("a space", 14)),
                arguments("a SEARCH FOO x", atByte("a search key", 10)),
                arguments("a SEARCH ()", atByte("a search key", 11)),
                arguments("a SEARCH \"x\"", atByte("a search key", 10)),
                arguments("a SEARCH NOT", atByte("a space", 13)),
                arguments("a SEARCH OR SEEN", atByte("a space", 17)),
                arguments("a SEARCH ON 30-Feb-2020", atByte("a day of the calendar", 13)),
                arguments("a SEARCH ON 1-Foo-2020", atByte("a month such as Jan", 15)),
                arguments("a SEARCH ON 1-Feb-20", atByte("a year of four digits", 19)),
                arguments("a SEARCH CHARSET UTF-8", atByte("a space", 23)));
    }

    @ParameterizedTest
    @MethodSource({"wrongCommands", "wrongMessageCommands"})
    void saysWhatIsWrongAndWhere(String command, String text) {
        byte[] lines = Client.bytes(command + "\r\nb NOOP\r\n");
        List<Step> steps = Client.afterLogin().sends(lines).steps();

        assertThat(steps).hasSize(2);
        assertThat(refused(steps.getFirst()).tag()).contains(new Tag("a"));
        assertThat(refused(steps.getFirst()).verdict()).isEqualTo(Verdict.BAD);
        assertThat(refused(steps.getFirst()).text()).startsWith(text);
        assertThat(steps.getLast()).isEqualTo(new Step.Execute(new Command.Noop(new Tag("b"))));
        assertThat(Client.afterLogin().sendsByteByByte(lines).steps()).isEqualTo(steps);
        assertThat(Client.afterLogin().sendsInPieces(lines, new Random(1)).steps())
                .isEqualTo(steps);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "+ NOOP", "(a) NOOP", "a\"b NOOP", "\\a NOOP", "{3}a NOOP", "ü x"})
    void answersUntaggedWhereThereIsNoTag(String command) {
        List<Step> steps = Client.beforeLogin().sends(command + "\r\nb NOOP\r\n").steps();

        assertThat(refused(steps.getFirst()).tag()).isEmpty();
        assertThat(steps.getLast()).isEqualTo(new Step.Execute(new Command.Noop(new Tag("b"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a LOGIN anna \"hunter2",
                "a LOGIN anna hunter2\"",
                "a LOGIN anna hunter2 hunter2",
                "a LOGIN anna (hunter2)",
                "a LOGIN \"hunter2\\x\" y",
                "a AUTHENTICATE PLAIN aGk=hunter2",
                "a AUTHENTICATE PLAIN aHVudGVyMg== hunter2",
                "a AUTHENTICATE PLAIN ,hunter2",
            })
    void keepsSecretsOutOfItsTexts(String command) {
        Step step = Client.beforeLogin().sends(command + "\r\n").steps().getFirst();

        assertThat(refused(step).text()).contains(" at byte ").doesNotContain("hunter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a NO\0OP",
                "a SELECT \"x\0\"",
                "a SELECT x\0",
                "a LOGIN {3+}\r\na\0b c",
                "a SEARCH CHARSET X TEXT {1+}\r\n\0",
            })
    void refusesNulAnywhere(String command) {
        assertThat(Client.afterLogin().sends(command + "\r\n").steps())
                .containsExactly(bad("NUL at byte " + (command.indexOf('\0') + 1)));
    }

    @Test
    void refusesStringsThatAreNotUtf8() {
        Client client = Client.afterLogin().sends("a SELECT \"");
        client.sends(new byte[] {(byte) 0xC3}).sends("\"\r\n");

        assertThat(client.steps())
                .containsExactly(bad("expected a mailbox name in UTF-8 at byte 10"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "32-Jul-1996 02:44:25 -0700",
                "17-Jul-1996 24:44:25 -0700",
                "17-Jul-1996 02:60:25 -0700",
                "17-Jul-1996 02:44:25 -0760",
                "17-Jul-1996 02:44:25 -9900",
                "17-Jul-1996 02:44:25",
                "17-Jul-1996",
                "17-Jul-1996 02:44:61 -0700",
                "",
            })
    void refusesDatesThatAreNone(String date) {
        List<Step> steps =
                Client.afterLogin().sends("a APPEND x \"" + date + "\" {3}\r\nb NOOP\r\n").steps();

        assertThat(refused(steps.getFirst()).text()).startsWith("expected ");
        assertThat(steps.getLast()).isEqualTo(new Step.Execute(new Command.Noop(new Tag("b"))));
    }

    private static String atByte(String what, int at) {
        return "expected " + what + " at byte " + at;
    }

    private static Step bad(String text) {
        return new Step.Refused(Optional.of(new Tag("a")), Verdict.BAD, "", text);
    }

    private static Step.Refused refused(Step step) {
        return switch (step) {
            case Step.Refused refused -> refused;
            case Step other -> throw new AssertionError(other);
        };
    }
}
