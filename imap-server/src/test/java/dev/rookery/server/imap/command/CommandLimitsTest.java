// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.imap.command.Step.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each limit one below, at, and one above its edge.
class CommandLimitsTest {
    private static final Step TOO_LONG = new Step.Fatal("TOOBIG", "the command is too long");
    private static final Step NOOP = new Step.Execute(new Command.Noop(new Tag("b")));

    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    void takesLinesUpToTheLimit(int more) {
        assertThat(Client.beforeLogin().sends(line((8 << 10) + more)).steps())
                .containsExactly(endExpected(), NOOP);
        assertThat(Client.beforeLogin().sendsByteByByte(line((8 << 10) + more)).steps())
                .containsExactly(endExpected(), NOOP);
        assertThat(Client.afterLogin().sends(line((64 << 10) + more)).steps())
                .containsExactly(endExpected(), NOOP);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100_000})
    void skipsALineOverTheLimit(int more) {
        assertThat(Client.beforeLogin().sends(line((8 << 10) + more)).steps())
                .containsExactly(lineTooLong(8 << 10), NOOP);
        assertThat(Client.beforeLogin().sendsByteByByte(line((8 << 10) + more)).steps())
                .containsExactly(lineTooLong(8 << 10), NOOP);
        assertThat(Client.afterLogin().sends(line((64 << 10) + more)).steps())
                .containsExactly(lineTooLong(64 << 10), NOOP);
    }

    @Test
    void closesAtTheSecondLineOverTheLimit() {
        byte[] line = line((8 << 10) + 1);

        assertThat(Client.beforeLogin().sends(line).sends(line).steps())
                .containsExactly(
                        lineTooLong(8 << 10),
                        NOOP,
                        new Step.Fatal("TOOBIG", "a line has at most 8192 bytes"));
    }

    @Test
    void skipsTheLiteralAtTheEndOfALineOverTheLimit() {
        String start = "a NOOP " + "x".repeat(10_000);

        assertThat(Client.beforeLogin().sends(start + "{8+}\r\nc NOOP\r\n\r\nb NOOP\r\n").steps())
                .containsExactly(lineTooLong(8 << 10), NOOP);
        assertThat(Client.beforeLogin().sends(start + "{8}\r\nb NOOP\r\n").steps())
                .containsExactly(lineTooLong(8 << 10), NOOP);
        assertThat(Client.beforeLogin().sends(start + "{4097+}\r\nb NOOP\r\n").steps())
                .containsExactly(lineTooLong(8 << 10), TOO_LONG);
    }

    @Test
    void boundsTheAnswerToAuthenticate() {
        assertThat(authenticated((12 << 10) - 1).getLast()).isEqualTo(NOOP);
        assertThat(authenticated(12 << 10).get(1)).isInstanceOf(Step.Line.class);
        assertThat(authenticated((12 << 10) + 1).subList(1, 3))
                .containsExactly(lineTooLong(12 << 10), NOOP);
    }

    @Test
    void boundsTags() {
        assertThat(Client.beforeLogin().sends("t".repeat(63) + " NOOP\r\n").steps())
                .containsExactly(new Step.Execute(new Command.Noop(new Tag("t".repeat(63)))));
        assertThat(Client.beforeLogin().sends("t".repeat(64) + " NOOP\r\n").steps())
                .containsExactly(new Step.Execute(new Command.Noop(new Tag("t".repeat(64)))));
        assertThat(Client.beforeLogin().sends("t".repeat(65) + " NOOP\r\n").steps())
                .containsExactly(
                        new Step.Refused(
                                Optional.empty(),
                                Verdict.BAD,
                                "",
                                "a tag has at most 64 characters"));
    }

    @ParameterizedTest
    @ValueSource(ints = {4095, 4096})
    void takesUnaskedLiteralsUpToTheLimit(int size) {
        assertThat(literal(Client::beforeLogin, size, "+").getFirst()).isEqualTo(select(size));
        assertThat(literal(Client::afterLogin, size, "+").getFirst()).isEqualTo(select(size));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4097", "40960", "4294967295", "99999999999999999999"})
    void closesAfterAnUnaskedLiteralOverTheLimit(String size) {
        String text = "a literal has at most 4096 bytes here";

        for (Client client : List.of(Client.beforeLogin(), Client.afterLogin())) {
            assertThat(client.sends("a SELECT {" + size + "+}\r\nb NOOP\r\n").steps())
                    .containsExactly(
                            refused(Verdict.BAD, "TOOBIG", text), new Step.Fatal("TOOBIG", text));
        }
    }

    @Test
    void refusesLiteralsOverTheLimitWithoutGoAhead() {
        assertThat(literal(Client::beforeLogin, 4095, "")).contains(select(4095));
        assertThat(literal(Client::beforeLogin, 4096, "")).contains(select(4096));
        assertThat(literal(Client::afterLogin, (128 << 10) - 1, "")).contains(select(131_071));
        assertThat(literal(Client::afterLogin, 128 << 10, "")).contains(select(131_072));
        assertThat(Client.beforeLogin().sends("a SELECT {4097}\r\nb NOOP\r\n").steps())
                .containsExactly(literalTooLong(4096), NOOP);
        assertThat(Client.afterLogin().sends("a SELECT {131073}\r\nb NOOP\r\n").steps())
                .containsExactly(literalTooLong(131_072), NOOP);
        assertThat(Client.afterLogin().sends("a SELECT {4294967296}\r\nb NOOP\r\n").steps())
                .containsExactly(literalTooLong(131_072), NOOP);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void closesWhereALiteralMakesACommandTooLong(int more) {
        Client client = Client.afterLogin();
        String head = " TEXT {10000}\r\n";
        int last = (1 << 20) + more - sendMostOfACommand(client) - head.length();
        client.sends(head.replace("10000", Integer.toString(last)));

        assertThat(client.steps().getLast()).isEqualTo(more > 0 ? TOO_LONG : new Step.GoAhead());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void closesWhereALineMakesACommandTooLong(int more) {
        Client client = Client.afterLogin();
        int last = (1 << 20) + more - sendMostOfACommand(client) - " TEXT ".length();
        client.sends(" TEXT " + "x".repeat(last) + "\r\n");

        if (more > 0) {
            assertThat(client.steps().getLast()).isEqualTo(TOO_LONG);
        } else {
            assertThat(client.steps().getLast()).isInstanceOf(Step.Execute.class);
        }
    }

    @Test
    void closesWhereLinesAddUpToTooMuch() {
        Client client = Client.afterLogin().sends("a SEARCH");
        String more = " TEXT " + "x".repeat(60_000) + " TEXT {0+}\r\n";
        for (int i = 0; i < 20; i++) {
            client.sends(more);
        }
        assertThat(client.steps()).containsExactly(TOO_LONG);
    }

    @Test
    void takesManyEmptyLiteralsInLinearTime() {
        Client client = Client.afterLogin().sends("a SEARCH");
        byte[] more = Client.bytes(" TEXT {0+}\r\n".repeat(1_000));
        for (int i = 0; i < 100; i++) {
            client.sends(more);
        }
        assertThat(client.steps()).containsExactly(TOO_LONG);
    }

    @Test
    void boundsListsBeforeLogin() {
        assertThat(Client.beforeLogin().sends("a ID (\"x\" NIL)\r\n").steps().getFirst())
                .isInstanceOf(Step.Execute.class);
        assertThat(Client.beforeLogin().sends("a SEARCH ((ALL))\r\n").steps())
                .containsExactly(refused(Verdict.BAD, "LIMIT", "nested deeper than 1 at byte 11"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "NOT ", "OR ALL "})
    void boundsNesting(String opening) {
        assertThat(nested(opening, 49)).isInstanceOf(Step.Execute.class);
        assertThat(nested(opening, 50)).isInstanceOf(Step.Execute.class);
        assertThat(nested(opening, 51))
                .isInstanceOfSatisfying(
                        Step.Refused.class, step -> assertThat(step.code()).isEqualTo("LIMIT"));
        assertThat(nested(opening, 5_000))
                .isInstanceOfSatisfying(
                        Step.Refused.class, step -> assertThat(step.code()).isEqualTo("LIMIT"));
    }

    @Test
    void boundsSearchKeys() {
        assertThat(search(999)).isInstanceOf(Step.Execute.class);
        assertThat(search(1_000)).isInstanceOf(Step.Execute.class);
        assertThat(search(1_001))
                .isEqualTo(refused(Verdict.BAD, "LIMIT", "SEARCH has at most 1000 keys"));
    }

    @Test
    void boundsUserNames() {
        assertThat(login(319)).isInstanceOf(Step.Execute.class);
        assertThat(login(320)).isInstanceOf(Step.Execute.class);
        assertThat(login(321))
                .isEqualTo(refused(Verdict.BAD, "LIMIT", "a user name has at most 320 bytes"));
    }

    @Test
    void boundsIdFields() {
        assertThat(id(30, 30, 1024)).isInstanceOf(Step.Execute.class);
        assertThat(id(31, 30, 1))
                .isEqualTo(refused(Verdict.BAD, "LIMIT", "ID has at most 30 fields"));
        assertThat(id(1, 31, 1))
                .isEqualTo(refused(Verdict.BAD, "LIMIT", "a field has at most 30 bytes"));
        assertThat(id(1, 30, 1025))
                .isEqualTo(refused(Verdict.BAD, "LIMIT", "a value has at most 1024 bytes"));
    }

    /// Returns how many bytes that were.
    private static int sendMostOfACommand(Client client) {
        String literal = " TEXT {129000}\r\n" + "x".repeat(129_000);
        String start = "a SEARCH" + literal.repeat(8);
        client.sends(start);
        return start.length();
    }

    private static byte[] line(int length) {
        String start = "a NOOP ";
        return Client.bytes(start + "x".repeat(length - start.length()) + "\r\nb NOOP\r\n");
    }

    private static List<Step> authenticated(int answerBytes) {
        return Client.beforeLogin()
                .sends("a AUTHENTICATE PLAIN\r\n" + "x".repeat(answerBytes) + "\r\nb NOOP\r\n")
                .steps();
    }

    private static List<Step> literal(Supplier<Client> client, int size, String plus) {
        String text = "a SELECT {" + size + plus + "}\r\n" + "x".repeat(size) + "\r\n";
        return client.get().sends(text).steps();
    }

    private static Step nested(String opening, int depth) {
        String closing = opening.equals("(") ? ")".repeat(depth) : "";
        return onlyStep("a SEARCH " + opening.repeat(depth) + "ALL" + closing);
    }

    private static Step search(int keys) {
        return onlyStep("a SEARCH" + " ALL".repeat(keys));
    }

    private static Step login(int userBytes) {
        return onlyStep("a LOGIN " + "u".repeat(userBytes) + " p");
    }

    private static Step id(int fields, int nameBytes, int valueBytes) {
        StringBuilder text = new StringBuilder("a ID (");
        for (int i = 0; i < fields; i++) {
            String name = "n".repeat(nameBytes - 2) + (10 + i);
            text.append(i == 0 ? "" : " ").append('"').append(name).append("\" \"");
            text.append("v".repeat(valueBytes)).append('"');
        }
        return onlyStep(text + ")");
    }

    private static Step onlyStep(String line) {
        return Client.afterLogin().sends(line + "\r\n").steps().getFirst();
    }

    private static Step select(int size) {
        return new Step.Execute(
                new Command.Select(
                        new Tag("a"),
                        "x".repeat(size),
                        Command.Access.READ_WRITE,
                        SelectOptions.NONE));
    }

    private static Step endExpected() {
        String found = "x".repeat(19);
        return refused(
                Verdict.BAD,
                "",
                "expected the end of the command at byte 7, found \" " + found + "\"");
    }

    private static Step lineTooLong(int max) {
        return refused(Verdict.BAD, "", "a line has at most " + max + " bytes");
    }

    private static Step literalTooLong(int max) {
        return refused(Verdict.NO, "TOOBIG", "a literal has at most " + max + " bytes here");
    }

    private static Step refused(Verdict verdict, String code, String text) {
        return new Step.Refused(Optional.of(new Tag("a")), verdict, code, text);
    }
}
