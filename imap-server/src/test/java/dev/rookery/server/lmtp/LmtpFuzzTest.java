// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.observe.Event;
import java.io.IOException;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Random dialogues out of likely words: whatever a client says, it gets well-formed replies,
/// nothing stays open, and nothing is a bug.
class LmtpFuzzTest {
    private static final int RUNS = 20_000;

    private static final Pattern REPLIES = Pattern.compile("(?:[2-5][0-9][0-9][ -][ -~]+\r\n)+");

    private static final String DOWN_TO_DATA =
            "LHLO mta\r\nMAIL FROM:<a@b>\r\nRCPT TO:<anna@example.org>\r\nDATA\r\n";

    private static final String[] WORDS = {
        "LHLO mta\r\n",
        "LHLO",
        "MAIL FROM:",
        "RCPT TO:",
        "<a@b>",
        "<>",
        "<anna@example.org>\r\n",
        "<full@example.org>\r\n",
        "<\"",
        "DATA\r\n",
        ".\r\n",
        "\r\n.\r\n",
        "\r\n",
        "\n",
        "\r",
        ".",
        "RSET\r\n",
        "NOOP\r\n",
        "VRFY x\r\n",
        " SIZE=",
        " BODY=8BITMIME\r\n",
        "99999999999999999999",
        "MAIL FROM:<a@b>\r\n",
        "RCPT TO:<anna@example.org>\r\n",
        "RCPT TO:<broken@example.org>\r\n",
        "x".repeat(700),
        "\0",
        "\u00ff",
        " ",
        "\t",
        ">",
        "\\",
        "@",
        ":",
        "=",
    };

    @Test
    void survivesAnything() throws IOException {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            LmtpWorld world = new LmtpWorld();
            ScriptedTransport client = new ScriptedTransport();
            if (random.nextBoolean()) {
                client.says(DOWN_TO_DATA);
            }
            int words = random.nextInt(40);
            for (int i = 0; i < words; i++) {
                client.says(WORDS[random.nextInt(WORDS.length)]);
            }
            serve(world, client);
            assertThat(client.heard()).as("seed %d", seed).matches(REPLIES);
            assertThat(world.open).as("seed %d", seed).isZero();
            assertThat(world.events).as("seed %d", seed).noneMatch(Event.Bug.class::isInstance);
        }
    }

    private static void serve(LmtpWorld world, ScriptedTransport client) throws IOException {
        try {
            world.serve(client);
        } catch (java.io.EOFException left) {
            assertThat(left).hasMessageContaining("in the middle of a message");
        }
    }
}
