// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Throws broken commands at the stream, each from a seed. Whatever comes, it ends in steps, and
/// they are the same however the bytes are cut.
class CommandFuzzTest {
    private static final int RUNS = 200_000;
    private static final int CUT_RUNS = 20_000;

    private static final List<String> WORDS =
            List.of(
                    "a ",
                    "b ",
                    "NOOP",
                    "LOGIN ",
                    "AUTHENTICATE PLAIN",
                    " =",
                    "SELECT ",
                    "APPEND ",
                    "Refused ",
                    "INBOX",
                    "LIST ",
                    "\"\"",
                    " ",
                    "*",
                    "%",
                    "STATUS ",
                    "(",
                    ")",
                    "MESSAGES",
                    "FETCH ",
                    "UID ",
                    "STORE ",
                    "+FLAGS",
                    ".SILENT",
                    "\\Seen",
                    "$Work",
                    "SEARCH ",
                    "NOT ",
                    "OR ",
                    "CHARSET ",
                    "UTF-8",
                    "TEXT ",
                    "HEADER ",
                    "SINCE ",
                    "1-Feb-1994",
                    "\"17-Jul-1996 02:44:25 -0700\"",
                    "1:*",
                    "1,2",
                    "0",
                    "4294967296",
                    "BODY[",
                    "BODY.PEEK[",
                    "]",
                    "<0.1>",
                    "HEADER.FIELDS ",
                    "1.2.",
                    "MIME",
                    "{3}\r\nabc",
                    "{3+}\r\nabc",
                    "{0+}\r\n",
                    "{5000+}\r\n",
                    "{200000}\r\n",
                    "{99999999999999999999}",
                    "{",
                    "}",
                    "+",
                    "\"",
                    "\\",
                    "\r\n",
                    "\n",
                    "\r",
                    "\0",
                    "ü",
                    "&APw-",
                    "&",
                    "IDLE\r\n",
                    "DONE\r\n",
                    "ID ",
                    "NIL",
                    "ENABLE ",
                    "x");

    private static final List<String> COMMANDS = commands();

    @Test
    void survivesAnything() {
        for (int seed = 0; seed < RUNS; seed++) {
            byte[] bytes = input(new Random(seed));
            Client client = seed % 2 == 0 ? Client.afterLogin() : Client.beforeLogin();
            assertThatCode(() -> client.sends(bytes))
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void takesTheSameStepsHoweverTheBytesAreCut() {
        for (int seed = 0; seed < CUT_RUNS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = input(random);
            List<Step> whole = Client.afterLogin().sends(bytes).steps();

            assertThat(Client.afterLogin().sendsInPieces(bytes, random).steps())
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
    }

    /// Words at random, or a sound command or two; then some bytes changed, lost or doubled.
    private static byte[] input(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            if (random.nextInt(3) == 0) {
                text.append(words(random));
            } else {
                text.append(COMMANDS.get(random.nextInt(COMMANDS.size()))).append("\r\n");
            }
        }
        return mutated(Client.bytes(text.toString()), random);
    }

    private static String words(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text + "\r\n";
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        int oneIn = 10 + random.nextInt(300);
        for (byte each : bytes) {
            if (random.nextInt(oneIn) > 0) {
                changed.write(each);
                continue;
            }
            switch (random.nextInt(3)) {
                case 0 -> changed.write(random.nextInt(256));
                case 1 -> changed.writeBytes(new byte[] {each, each});
                default -> {}
            }
        }
        return changed.toByteArray();
    }

    private static List<String> commands() {
        return Stream.of(
                        CommandParserTest.commands(),
                        SyntaxErrorTest.wrongCommands(),
                        SyntaxErrorTest.wrongMessageCommands(),
                        FetchParserTest.items().map(each -> prefixed("a FETCH 1 ", each)),
                        SearchParserTest.otherKeys().map(each -> prefixed("a SEARCH ", each)))
                .flatMap(each -> each)
                .map(each -> (String) each.get()[0])
                .toList();
    }

    private static Arguments prefixed(String command, Arguments rest) {
        return Arguments.of(command + rest.get()[0]);
    }
}
