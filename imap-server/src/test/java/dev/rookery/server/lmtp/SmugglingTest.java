// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Line ends that other servers took, or passed on, as the end of a message, with a second message
/// hidden behind them. Here they are text.
class SmugglingTest {
    private static final String GREETING =
            "LHLO mta\r\nMAIL FROM:<a@b>\r\nRCPT TO:<anna@example.org>\r\nDATA\r\n";
    private static final String HIDDEN =
            "MAIL FROM:<ceo@example.org>\r\nRCPT TO:<bert@example.org>\r\nDATA\r\nforged";
    private static final String END = "\r\n.\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\r\n.\n",
                "\r.\r",
                "\r.\r\n",
                "\r\n.\r",
                "\n.\r",
                "\r\n.\r\r\n",
                "\r\n\0.\r\n"
            })
    void storesOneMessageHoweverItIsCut(String ending) throws IOException {
        String body = "Subject: x\r\n\r\nfirst" + ending + HIDDEN + END;
        String message =
                new String(
                        requireNonNull(ReferenceUnstuffer.message(body.getBytes(ISO_8859_1))),
                        ISO_8859_1);
        assertThat(message).contains("forged");
        String said = GREETING + body;
        for (int cut = 0; cut < said.length(); cut++) {
            LmtpWorld world = new LmtpWorld();
            var client =
                    new ScriptedTransport().says(said.substring(0, cut)).says(said.substring(cut));
            world.serve(client);
            assertThat(world.messages).containsOnlyKeys("anna");
            assertThat(world.onlyMessage("anna")).endsWith(message);
            assertThat(client.heard()).endsWith("250 2.0.0 <anna@example.org> Saved\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void endsAtTheRealEndWhereverItIsCut(int cut) throws IOException {
        LmtpWorld world = new LmtpWorld();
        String hidden = HIDDEN + END;
        world.serve(
                new ScriptedTransport()
                        .says(GREETING + "first" + END.substring(0, cut))
                        .says(END.substring(cut) + hidden));
        assertThat(world.messages).containsOnlyKeys("anna", "bert");
    }
}
