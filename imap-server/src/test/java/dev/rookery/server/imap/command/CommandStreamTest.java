// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rookery.maildir.Flags;
import dev.rookery.server.auth.Secret;
import dev.rookery.server.imap.command.Step.Verdict;
import dev.rookery.server.imap.wire.CommandLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Dialogues longer than one command: literals, messages, raw lines.
class CommandStreamTest {
    private static final Step NOOP = new Step.Execute(new Command.Noop(new Tag("b")));
    private static final Step GO_AHEAD = new Step.GoAhead();
    private static final Step END = new Step.Pieces(List.of(new AppendPiece.End()));

    static Stream<Arguments> dialogues() {
        return Stream.of(lines(), literals(), messages(), refusedMessages()).flatMap(d -> d);
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void takesTheSameStepsHoweverTheBytesAreCut(String text, List<Step> steps) {
        byte[] bytes = Client.bytes(text + "b NOOP\r\n");
        List<Step> expected = Stream.concat(steps.stream(), Stream.of(NOOP)).toList();

        assertThat(Client.afterLogin().sends(bytes).steps()).isEqualTo(expected);
        assertThat(Client.afterLogin().sendsByteByByte(bytes).steps()).isEqualTo(expected);
        for (int seed = 0; seed < 20; seed++) {
            assertThat(Client.afterLogin().sendsInPieces(bytes, new Random(seed)).steps())
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void waitsForTheRest(String text, List<Step> steps) {
        byte[] bytes = Client.bytes(text);

        for (int length = 0; length < bytes.length; length++) {
            Client client = Client.afterLogin().sends(Arrays.copyOf(bytes, length));
            client.sends(Arrays.copyOfRange(bytes, length, bytes.length));
            assertThat(client.steps()).as("cut at %d", length).isEqualTo(steps);
        }
    }

    private static Stream<Arguments> lines() {
        return Stream.of(
                arguments("", List.of()),
                arguments("a IDLE\r\nDONE\r\n", List.of(idle(), line("DONE"))),
                arguments("a IDLE\r\nx {5}\r\n", List.of(idle(), line("x {5}"))),
                arguments("a IDLE\n\n", List.of(idle(), line(""))),
                arguments(
                        "a AUTHENTICATE PLAIN\r\nAGEAYg==\r\n",
                        List.of(
                                new Step.Execute(
                                        new Command.Authenticate(
                                                new Tag("a"), "PLAIN", Optional.empty())),
                                line("AGEAYg=="))));
    }

    private static Stream<Arguments> literals() {
        return Stream.of(
                arguments("a LOGIN {1}\r\nx {1}\r\ny\r\n", List.of(GO_AHEAD, GO_AHEAD, login())),
                arguments("a LOGIN {1+}\r\nx {1}\r\ny\r\n", List.of(GO_AHEAD, login())),
                arguments("a LOGIN {1+}\r\nx {0000001+}\r\ny\r\n", List.of(login())),
                arguments(
                        "a SELECT {7+}\r\na {5+}\r\r\n",
                        List.of(
                                new Step.Execute(
                                        new Command.Select(
                                                new Tag("a"),
                                                "a {5+}\r",
                                                Command.Access.READ_WRITE,
                                                SelectOptions.NONE)))),
                arguments(
                        "a SELECT {1+}\r\n{5+}\r\n",
                        List.of(bad("expected the end of the command at byte 17, found \"5+}\""))),
                arguments(
                        "a SELECT \"{4+}\r\nabcd\r\n",
                        List.of(
                                bad(
                                        "expected the rest of a quoted string at byte 15,"
                                                + " found the end of the line"))),
                arguments(
                        "a FROB {4+}\r\na\r\nb\r\n",
                        List.of(bad("expected a command at byte 3, found \"FROB {4+}\""))),
                arguments("a SELECT {200000}\r\n", List.of(tooBig(131_072))),
                arguments("a SELECT {99999999999999999999}\r\n", List.of(tooBig(131_072))));
    }

    private static Stream<Arguments> messages() {
        return Stream.of(
                arguments("a APPEND x {3}\r\nabc\r\n", List.of(append(3, true), body("abc"), END)),
                arguments("a APPEND x {3+}\r\nabc\n", List.of(append(3, false), body("abc"), END)),
                arguments("a APPEND x {0}\r\n\r\n", List.of(append(0, true), END)),
                arguments("a APPEND x {0+}\r\n \r\n", List.of(append(0, false), END)),
                arguments(
                        "a APPEND {1}\r\nx {3}\r\n\r\n.\r\n",
                        List.of(GO_AHEAD, append(3, true), body("\r\n."), END)),
                arguments(
                        "a APPEND {1+}\r\nx {6+}\r\n{5+}\r\n\r\n",
                        List.of(append(6, false), body("{5+}\r\n"), END)),
                arguments(
                        "a APPEND x {1+}\r\na {2+}\r\nb \r\n",
                        List.of(append(1, false), body("a"), another(2), body("b "), END)));
    }

    private static Stream<Arguments> refusedMessages() {
        Step notTheEnd = bad("expected a space at byte 1, found \"x\"");
        Step notAMessage =
                bad(
                        "expected flags, a date or the message as a literal at byte 2,"
                                + " found \"NIL\"");
        return Stream.of(
                arguments("a APPEND Refused {3}\r\n", List.of(refused(3, true))),
                arguments("a APPEND Refused {3+}\r\nabc\r\n", List.of(refused(3, false))),
                arguments(
                        "a APPEND Refused {3+}\r\nabc {4+}\r\nb CH\r\n",
                        List.of(refused(3, false))),
                arguments("a APPEND Refused {3+}\r\nabc {4}\r\n", List.of(refused(3, false))),
                arguments(
                        "a APPEND x {1+}\r\nax\r\n",
                        List.of(append(1, false), body("a"), notTheEnd)),
                arguments(
                        "a APPEND x {1+}\r\na NIL\r\n",
                        List.of(append(1, false), body("a"), notAMessage)),
                arguments(
                        "a APPEND (x {3+}\r\nb N\r\n",
                        List.of(bad("expected a mailbox name at byte 10, found \"(x {3+}\""))),
                arguments(
                        "a APPEND (x {3}\r\n",
                        List.of(bad("expected a mailbox name at byte 10, found \"(x {3}\""))));
    }

    @Test
    void takesNoMessageBeforeLogin() {
        Step refused = bad("messages are stored after login");

        assertThat(Client.beforeLogin().sends("a APPEND x {3}\r\nb NOOP\r\n").steps())
                .containsExactly(refused, NOOP);
        assertThat(Client.beforeLogin().sends("a APPEND x {3+}\r\nabc\r\nb NOOP\r\n").steps())
                .containsExactly(refused, NOOP);
        assertThat(Client.beforeLogin().sends("a APPEND x {4294967296+}\r\nabc").steps())
                .containsExactly(
                        refused, new Step.Fatal("TOOBIG", "the literal is too long to be skipped"));
    }

    @Test
    void givesUpOnAMessageThatComesUnaskedWithoutEnd() {
        assertThat(
                        Client.afterLogin()
                                .sends("a APPEND Refused {99999999999999999999+}\r\n")
                                .steps())
                .containsExactly(
                        refused(Long.MAX_VALUE, false),
                        new Step.Fatal("TOOBIG", "the literal is too long to be skipped"));
    }

    @Test
    void streamsAnyNumberOfBytesWithoutHoldingThem() {
        CommandStream stream = new CommandStream(LIMITS, LIMITS);
        stream.loggedIn();
        stream.feed(ByteBuffer.wrap(Client.bytes("a APPEND x {9223372036854775807+}\r\n")));
        assertThat(stream.next()).isInstanceOf(Step.Execute.class);
        stream.acceptBody();

        byte[] piece = new byte[1 << 16];
        for (int i = 0; i < 1_000; i++) {
            stream.feed(ByteBuffer.wrap(piece));
            assertThat(stream.next()).isEqualTo(new Step.Body(ByteBuffer.wrap(piece)));
            assertThat(stream.next()).isEqualTo(new Step.NeedInput());
        }
    }

    @Test
    void copiesWhatItIsFed() {
        CommandStream stream = new CommandStream(LIMITS, LIMITS);
        byte[] bytes = Client.bytes("b NOOP\r\n");
        stream.feed(ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 'x');

        assertThat(stream.next()).isEqualTo(NOOP);
    }

    @Test
    void insistsOnADecisionAboutAMessage() {
        CommandStream stream = new CommandStream(LIMITS, LIMITS);
        stream.loggedIn();
        stream.feed(ByteBuffer.wrap(Client.bytes("a APPEND x {3}\r\n")));
        assertThat(stream.next()).isEqualTo(append(3, true));

        assertThatThrownBy(stream::next).isInstanceOf(IllegalStateException.class);
        stream.refuseBody();
        assertThatThrownBy(stream::acceptBody).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stream::expectLine).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givesUpACommandOfTooManyLiterals() {
        CommandStream stream = new CommandStream(LIMITS, LIMITS);
        stream.loggedIn();
        String most = "{0+}\r\n ".repeat(LIMITS.literalsMax());
        stream.feed(ByteBuffer.wrap(Client.bytes("a X " + most + "\r\nb X " + most + "{0+}\r\n")));
        assertThat(stream.next()).isInstanceOf(Step.Refused.class);
        assertThat(stream.next()).isEqualTo(new Step.Fatal("TOOBIG", "the command is too long"));
    }

    private static final CommandLimits LIMITS = CommandLimits.AFTER_LOGIN;

    private static Step idle() {
        return new Step.Execute(new Command.Idle(new Tag("a")));
    }

    private static Step login() {
        return new Step.Execute(new Command.Login(new Tag("a"), "x", Secret.of("y")));
    }

    private static Step append(long size, boolean synchronizing) {
        return append("x", size, synchronizing);
    }

    private static Step refused(long size, boolean synchronizing) {
        return append("Refused", size, synchronizing);
    }

    private static Step append(String mailbox, long size, boolean synchronizing) {
        return new Step.Execute(
                new Command.Append(
                        new Tag("a"),
                        mailbox,
                        List.of(
                                new AppendPiece.Begin(Flags.NONE, Optional.empty(), false),
                                new AppendPiece.Literal(size, synchronizing, false, false))));
    }

    /// One message ends and another begins.
    private static Step another(long size) {
        return new Step.Pieces(
                List.of(
                        new AppendPiece.End(),
                        new AppendPiece.Begin(Flags.NONE, Optional.empty(), false),
                        new AppendPiece.Literal(size, false, false, false)));
    }

    private static Step body(String text) {
        return new Step.Body(ByteBuffer.wrap(Client.bytes(text)));
    }

    private static Step line(String text) {
        return new Step.Line(ByteBuffer.wrap(Client.bytes(text)));
    }

    private static Step bad(String text) {
        return new Step.Refused(Optional.of(new Tag("a")), Verdict.BAD, "", text);
    }

    private static Step tooBig(int max) {
        String text = "a literal has at most " + max + " bytes here";
        return new Step.Refused(Optional.of(new Tag("a")), Verdict.NO, "TOOBIG", text);
    }
}
