// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.bench.corpus.SampleMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LmtpClientTest {
    private static final byte[] ONE_LINE = "Subject: x\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void deliversAMessageAndSaysGoodbye() {
        assertThatCode(() ->
                        deliver(
                                "220 lmtp\r\n",
                                "250-PIPELINING\r\n250 8BITMIME\r\n",
                                "250 sender\r\n",
                                "250 recipient\r\n",
                                "354 go on\r\n",
                                "",
                                "250 delivered\r\n",
                                "221 bye\r\n"))
                .doesNotThrowAnyException();
    }

    @Test
    void tellsWhatWasAnsweredInsteadOfDelivered() {
        assertThatThrownBy(() ->
                        deliver(
                                "220 lmtp\r\n",
                                "250 hello\r\n",
                                "250 sender\r\n",
                                "250 recipient\r\n",
                                "354 go on\r\n",
                                "",
                                "452 4.3.1 no space\r\n",
                                "221 bye\r\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("answered 452 4.3.1 no space instead of 250");
    }

    @Test
    void tellsThatARecipientIsRefused() {
        assertThatThrownBy(() ->
                        deliver(
                                "220 lmtp\r\n",
                                "250 hello\r\n",
                                "250 sender\r\n",
                                "550 5.1.1 who?\r\n",
                                "503 no recipient\r\n",
                                "221 bye\r\n"))
                .hasMessage("answered 550 5.1.1 who? instead of 250");
    }

    @Test
    void refusesAServerThatDoesNotGreet() {
        assertThatThrownBy(() -> deliver("421 busy\r\n"))
                .hasMessage("answered 421 busy instead of 220");
    }

    @Test
    void sampleMessagesHaveNoLineThatBeginsWithADot() throws IOException {
        String message = new String(SampleMessage.ofBytes(4_096), StandardCharsets.US_ASCII);
        assertThat(message).endsWith("\r\n").doesNotContain("\n.");
    }

    /// One answer for each line that the client sends, behind the greeting.
    private static void deliver(String... answers) throws IOException {
        try (CannedServer server = new CannedServer(List.of(answers));
                LmtpClient client = LmtpClient.connect(server.address())) {
            client.deliver("u0", ONE_LINE);
        }
    }
}
