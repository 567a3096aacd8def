// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.auth.Secret;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.CommandStream;
import dev.rookery.server.imap.command.SelectOptions;
import dev.rookery.server.imap.command.Step;
import dev.rookery.server.imap.command.Tag;
import dev.rookery.server.imap.wire.CommandLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What the encoder writes, the parser reads: a client may send back any name it was told.
class RoundTripTest {
    private static final String CHARACTERS = "aZ09 &-+/\\\"(){}[]*%~.,_=ü€日\u202E\u0001\r\n\t";

    @Test
    void namesOfMailboxesComeBackAsTheyWent() throws IOException {
        for (int seed = 0; seed < 5_000; seed++) {
            String name = text(new Random(seed));
            String sent = encoded(line -> line.raw("a SELECT ").mailbox(name));

            assertThat(parsed(sent))
                    .as("seed %d: %s", seed, sent)
                    .isEqualTo(
                            new Command.Select(
                                    new Tag("a"),
                                    name,
                                    Command.Access.READ_WRITE,
                                    SelectOptions.NONE));
        }
    }

    @Test
    void stringsComeBackAsTheyWent() throws IOException {
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            String user = text(random);
            String password = text(random);
            String sent =
                    encoded(line -> line.raw("a LOGIN ").string(user).raw(" ").string(password));

            assertThat(parsed(sent))
                    .as("seed %d: %s", seed, sent)
                    .isEqualTo(new Command.Login(new Tag("a"), user, Secret.of(password)));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return random.nextInt(10) == 0 ? text + "😀" : text.toString();
    }

    /// Without the star that starts a response.
    private static String encoded(Responses.Data data) throws IOException {
        StringBuilder sent = new StringBuilder();
        ResponseEncoder out =
                new ResponseEncoder(bytes -> sent.append(StandardCharsets.UTF_8.decode(bytes)));
        out.untagged(data);
        out.flush();
        return sent.substring("* ".length());
    }

    private static Command parsed(String sent) {
        CommandStream stream =
                new CommandStream(CommandLimits.BEFORE_LOGIN, CommandLimits.AFTER_LOGIN);
        stream.feed(ByteBuffer.wrap(sent.getBytes(StandardCharsets.UTF_8)));
        Step step = stream.next();
        while (step instanceof Step.GoAhead) {
            step = stream.next();
        }
        return switch (step) {
            case Step.Execute(Command command) -> command;
            case Step other -> throw new AssertionError(other + " for " + sent);
        };
    }
}
