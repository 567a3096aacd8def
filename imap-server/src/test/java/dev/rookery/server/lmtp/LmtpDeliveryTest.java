// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.server.net.Peer;
import dev.rookery.server.observe.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LmtpDeliveryTest {
    private static final String TWO_RECIPIENTS =
            """
            LHLO mta\r
            MAIL FROM:<a@b>\r
            RCPT TO:<anna@example.org>\r
            RCPT TO:<bert@example.org>\r
            DATA\r
            """;
    private static final String MESSAGE =
            """
            Message-ID:\r
              <1@mta>\r
            \r
            x\r
            .\r
            """;

    @Test
    void answersEachRecipientBeforeTheNextIsMadeDurableAndTidiesUpAfterwards() throws IOException {
        LmtpWorld world = new LmtpWorld();
        List<String> log = world.log;
        world.serve(
                new ScriptedTransport()
                        .says(TWO_RECIPIENTS)
                        .says(MESSAGE)
                        .onHear(heard -> note(log, heard)));
        assertThat(log)
                .containsExactly(
                        "open anna",
                        "open bert",
                        "commit anna",
                        "answer anna",
                        "commit bert",
                        "answer bert",
                        "close anna",
                        "close bert");
    }

    private static void note(List<String> log, String heard) {
        if (heard.contains("Saved")) {
            assertThat(heard.lines()).as("sent at once").hasSize(1);
            log.add("answer " + heard.substring(heard.indexOf('<') + 1, heard.indexOf('@')));
        }
    }

    @Test
    void commitsNothingMoreOnceTheClientIsGone() {
        LmtpWorld world = new LmtpWorld();
        ScriptedTransport client =
                new ScriptedTransport()
                        .says(TWO_RECIPIENTS)
                        .says(MESSAGE)
                        .onHear(LmtpDeliveryTest::breakOff);
        assertThatThrownBy(() -> world.serve(client)).hasMessageContaining("connection reset");
        assertThat(world.messages).containsOnlyKeys("anna");
        assertThat(world.open).isZero();
    }

    private static void breakOff(String heard) {
        if (heard.contains("Saved")) {
            throw new UncheckedIOException(new IOException("connection reset"));
        }
    }

    @Test
    void reportsWhatItDelivered() throws IOException {
        LmtpWorld world = new LmtpWorld();
        world.serve(new ScriptedTransport().says(TWO_RECIPIENTS).says(MESSAGE));
        assertThat(world.events)
                .containsExactly(
                        new Event.Delivered("anna@example.org", "<1@mta>", 29, Duration.ZERO),
                        new Event.Delivered("bert@example.org", "<1@mta>", 29, Duration.ZERO));
    }

    @Test
    void reportsWhatItRefusedAndWhy() throws IOException {
        LmtpWorld world = new LmtpWorld();
        world.serve(
                new ScriptedTransport()
                        .says("LHLO mta\r\nMAIL FROM:<>\r\nRCPT TO:<nobody@example.org>\r\n")
                        .says("RCPT TO:<broken@example.org>\r\nDATA\r\n.\r\n"));
        assertThat(world.events)
                .hasExactlyElementsOfTypes(
                        Event.DeliveryRefused.class,
                        Event.StorageTrouble.class,
                        Event.DeliveryRefused.class);
    }

    @Test
    void keepsOtherRecipientsOutOfACopy() throws IOException {
        LmtpWorld world = new LmtpWorld();
        world.serve(new ScriptedTransport().says(TWO_RECIPIENTS).says(MESSAGE));
        assertThat(world.onlyMessage("anna")).contains("anna").doesNotContain("bert");
        assertThat(world.onlyMessage("bert")).contains("bert").doesNotContain("anna");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, [127.0.0.1]", "2001:db8::1, [IPv6:2001:db8:0:0:0:0:0:1]"})
    void namesTheClientInTheTrace(String address, String literal) throws IOException {
        LmtpWorld world = new LmtpWorld();
        Peer peer = new Peer(InetAddress.getByName(address), 4711, "127.0.0.1:24", false);
        world.serve(new ScriptedTransport(peer).says(TWO_RECIPIENTS).says(MESSAGE));
        assertThat(world.onlyMessage("anna"))
                .contains("Received: from mta (" + literal + ")\r\n\tby mx.example.org with LMTP ");
    }

    @Test
    void passesLongLinesAndEightBitBytesUntouched() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int i = 1; i < 256; i++) {
            body.append((char) (i == '\r' || i == '\n' ? ' ' : i));
        }
        body.append("y".repeat(200_000)).append("\r\n");
        LmtpWorld world = new LmtpWorld(new LmtpSettings("mx.example.org"));
        world.serve(
                new ScriptedTransport()
                        .says("LHLO mta\r\nMAIL FROM:<> BODY=8BITMIME\r\n")
                        .says("RCPT TO:<anna>\r\nDATA\r\n")
                        .says(body + ".\r\n"));
        assertThat(world.onlyMessage("anna")).endsWith(body);
    }

    @Test
    void takesTheThousandthRecipientButNotTheNext() throws IOException {
        LmtpWorld world = new LmtpWorld(new LmtpSettings("mx.example.org"));
        List<String> commands = new ArrayList<>(List.of("LHLO mta\r\nMAIL FROM:<>\r\n"));
        for (int i = 0; i < 1_001; i++) {
            commands.add("RCPT TO:<anna>\r\n");
        }
        ScriptedTransport client = new ScriptedTransport().says(String.join("", commands));
        world.serve(client);
        assertThat(client.heard().lines().filter("250 2.1.5 OK"::equals)).hasSize(1_000);
        assertThat(client.heard()).endsWith("452 4.5.3 Too many recipients\r\n");
    }

    /// An MTA that waits too long for all replies delivers to everybody again.
    @Test
    void leavesForAnotherTryWhatTakesTooLong() throws IOException {
        LmtpWorld world = new LmtpWorld();
        ScriptedTransport client =
                new ScriptedTransport()
                        .says("LHLO mta\r\nMAIL FROM:<>\r\nRCPT TO:<anna@example.org>\r\n")
                        .says("RCPT TO:<slow@example.org>\r\nRCPT TO:<bert@example.org>\r\n")
                        .says("DATA\r\n")
                        .says(MESSAGE);
        world.serve(client);
        assertThat(client.heard())
                .contains("250 2.0.0 <anna@example.org> Saved")
                .contains("250 2.0.0 <slow@example.org> Saved")
                .endsWith("451 4.3.0 <bert@example.org> Out of time\r\n");
        assertThat(world.messages).containsOnlyKeys("anna", "slow");
        assertThat(world.open).isZero();
    }

    @Test
    void answersABugWith421() {
        ScriptedTransport client =
                new ScriptedTransport().says("LHLO mta\r\nMAIL FROM:<>\r\nRCPT TO:<a>\r\n");
        assertThatThrownBy(() -> buggyService().serve(client)).hasMessage("a bug");
        assertThat(client.heard()).endsWith("421 4.3.0 Internal error\r\n").doesNotContain("bug");
    }

    @Test
    void tellsOfABugWhenTheClientIsGoneToo() {
        ScriptedTransport client =
                new ScriptedTransport() {
                    @Override
                    public void write(ByteBuffer from) throws IOException {
                        if (idle()) {
                            throw new IOException("connection reset");
                        }
                        super.write(from);
                    }
                };
        client.says("LHLO mta\r\nMAIL FROM:<>\r\nRCPT TO:<a>\r\n");
        assertThatThrownBy(() -> buggyService().serve(client)).hasMessage("a bug");
    }

    private static LmtpService buggyService() {
        LmtpWorld world = new LmtpWorld();
        return new LmtpService(
                world.service.settings(),
                _ -> {
                    throw new IllegalStateException("a bug");
                },
                world.service.accounts(),
                world.service.events(),
                world.service.clock());
    }
}
