// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.MailboxName;
import dev.rookery.server.imap.wire.CommandLimits;
import dev.rookery.server.limits.ServerLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients may send to make us remember, compare or think too much.
class HostileCommandsTest {
    /// What a reader hands over at once.
    private static final int PIECE_BYTES = 16 << 10;

    /// Parentheses, and no end of the line: each might become an object.
    @ParameterizedTest
    @ValueSource(strings = {"(", ")", "(()", "() ", "((a) "})
    void holdsLittleForAThousandStrangersWhoOpenLists(String lists) {
        List<CommandStream> strangers = new ArrayList<>();
        byte[] line =
                bytes("a NOOP " + lists.repeat(ServerLimits.LINE_BYTES_BEFORE_LOGIN_MAX)).clone();
        for (int i = 0; i < 1_000; i++) {
            CommandStream stream = stream();
            stream.feed(ByteBuffer.wrap(line, 0, ServerLimits.LINE_BYTES_BEFORE_LOGIN_MAX));
            assertThat(stream.next()).isInstanceOf(Step.NeedInput.class);
            strangers.add(stream);
        }
        assertThat(strangers)
                .allSatisfy(stream -> assertThat(stream.heldBytes()).isLessThanOrEqualTo(16 << 10));
    }

    /// A size is a claim: nothing is made ready for it.
    @ParameterizedTest
    @CsvSource({
        "{4096}, GoAhead",
        "{4096+}, NeedInput",
        "{4294967295}, Refused",
        "{4294967295+}, Refused",
        "{99999999999999999999}, Refused",
        "{99999999999999999999+}, Refused",
    })
    void makesNoRoomForALiteralThatIsOnlyAnnounced(String literal, String step) {
        for (boolean loggedIn : new boolean[] {false, true}) {
            CommandStream stream = stream();
            if (loggedIn) {
                stream.loggedIn();
            }
            stream.feed(ByteBuffer.wrap(bytes("a LOGIN " + literal + "\r\n")));
            assertThat(stream.next().getClass().getSimpleName()).isEqualTo(step);
            assertThat(stream.heldBytes()).isLessThan(100);
        }
    }

    /// One command with ten thousand of the longest literals.
    @ParameterizedTest
    @CsvSource({"false, 4096, 16384", "true, 131072, 1048576"})
    void holdsNoMoreThanTwiceWhatACommandMayHave(boolean loggedIn, int bytes, int commandBytes) {
        CommandStream stream = stream();
        if (loggedIn) {
            stream.loggedIn();
        }
        stream.feed(ByteBuffer.wrap(bytes("a SEARCH")));
        byte[] literal = bytes(" TEXT {" + bytes + "}\r\n" + "x".repeat(bytes));
        Step last = new Step.NeedInput();
        int sent = 0;
        for (; sent < 10_000 && !(last instanceof Step.Fatal); sent++) {
            for (int at = 0;
                    at < literal.length && !(last instanceof Step.Fatal);
                    at += PIECE_BYTES) {
                int count = Math.min(PIECE_BYTES, literal.length - at);
                stream.feed(ByteBuffer.wrap(literal, at, count));
                last = lastOf(stream);
                assertThat(stream.heldBytes()).isLessThanOrEqualTo(2 * commandBytes + PIECE_BYTES);
            }
        }
        assertThat(last).isEqualTo(new Step.Fatal("TOOBIG", "the command is too long"));
        assertThat(sent).isLessThanOrEqualTo(commandBytes / bytes + 1);
        assertThat(stream.heldBytes()).isLessThan(2 * PIECE_BYTES);
    }

    /// A line that never ends, at ten times its limit.
    @ParameterizedTest
    @CsvSource({"false, 8192", "true, 65536"})
    void holdsNoMoreThanTwiceALineHoweverLongItIs(boolean loggedIn, int lineBytes) {
        CommandStream stream = stream();
        if (loggedIn) {
            stream.loggedIn();
        }
        byte[] piece = bytes("x".repeat(PIECE_BYTES));
        for (int sent = 0; sent < 10 * lineBytes; sent += PIECE_BYTES) {
            stream.feed(ByteBuffer.wrap(piece));
            var _ = lastOf(stream);
            assertThat(stream.heldBytes()).isLessThanOrEqualTo(2 * lineBytes + PIECE_BYTES);
        }
        assertThat(stream.heldBytes()).isLessThan(1_024);
    }

    /// A message that comes unasked after its refusal is skipped up to a limit, unread.
    @Test
    void skipsARefusedMessageUpToItsLimit() {
        String most = "{" + ServerLimits.SKIPPED_BYTES_MAX + "+}\r\n";
        String more = "{" + (ServerLimits.SKIPPED_BYTES_MAX + 1) + "+}\r\n";
        assertThat(Client.afterLogin().sends("a APPEND Refused " + most).steps())
                .hasSize(1)
                .first()
                .isInstanceOf(Step.Execute.class);
        assertThat(Client.afterLogin().sends("a APPEND Refused " + more).steps())
                .last()
                .isInstanceOf(Step.Fatal.class);
    }

    /// Number sets and lists as long as a line can be, and longer than any stack.
    @ParameterizedTest
    @ValueSource(strings = {"1,", "1:4294967295,", "*:1,", "4294967295,"})
    void readsALineFullOfNumbers(String number) {
        int bytes = ServerLimits.LINE_BYTES_MAX - 100;
        String numbers = number.repeat(bytes / number.length()) + "1";
        assertThat(Client.command("a SEARCH " + numbers)).isInstanceOf(Command.Search.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4294967296", "1:4294967296", "0:*", "99999999999999999999"})
    void takesNoNumberThatIsNone(String number) {
        assertThat(Client.afterLogin().sends("a SEARCH UID " + number + "\r\n").steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.Refused.class,
                        step -> assertThat(step.verdict()).isEqualTo(Step.Verdict.BAD));
    }

    /// The hash codes of all names are the same: a table of them must be a tree, or each is
    /// compared with each.
    @Test
    void takesNamesWithOneHashCode() {
        String fields = EqualHashes.texts(1_700).collect(Collectors.joining(" "));
        assertThat(Client.command("a FETCH 1 BODY[HEADER.FIELDS (" + fields + ")]"))
                .isInstanceOf(Command.Fetch.class);
        Map<MailboxName, Integer> mailboxes = new HashMap<>();
        EqualHashes.texts(100_000).forEach(text -> mailboxes.put(MailboxName.parse(text, '.'), 1));
        assertThat(mailboxes).hasSize(100_000);
        assertThat(MailboxName.class.getInterfaces()).contains(Comparable.class);
    }

    private static CommandStream stream() {
        return new CommandStream(CommandLimits.BEFORE_LOGIN, CommandLimits.AFTER_LOGIN);
    }

    private static Step lastOf(CommandStream stream) {
        Step step = stream.next();
        while (!(step instanceof Step.NeedInput) && !(step instanceof Step.Fatal)) {
            step = stream.next();
        }
        return step;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
