// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Hostile or broken peers get a short answer, and nobody else notices.
@NeedsPrograms("openssl")
final class BadInputIT {
    private static final int KIB = 1024;
    private static final byte[] HALF_A_CLIENT_HELLO = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00};

    @RegisterExtension
    static final RookeryProcess ROOKERY = new RookeryProcess("anna", "ben", "cora");

    @AfterEach
    void theServerStillServes() throws IOException {
        try (ImapDialogue imap = ROOKERY.login("cora")) {
            imap.command("SELECT INBOX");
        }
    }

    @Test
    void wrongPasswordAndUnknownUserGetTheSameAnswer() throws IOException {
        assertThat(refusedLogin(RookeryProcess.address("anna") + " wrong"))
                .startsWith("NO [AUTHENTICATIONFAILED] ")
                .isEqualTo(refusedLogin(RookeryProcess.address("nobody") + " wrong"));
    }

    private static String refusedLogin(String credentials) throws IOException {
        try (ImapDialogue imap = new ImapDialogue(ROOKERY.imapsPort(), ROOKERY.certificate())) {
            return imap.attempt("LOGIN " + credentials).getLast();
        }
    }

    @Test
    void aMalformedCommandIsBadAndTheConnectionLives() throws IOException {
        try (ImapDialogue imap = ROOKERY.login("anna")) {
            assertThat(imap.attempt("FETCH 1 (").getLast()).startsWith("BAD ");
            assertThat(imap.attempt("XYZZY").getLast()).startsWith("BAD ");
            imap.command("NOOP");
        }
    }

    @Test
    void aLineBeyond64KiBIsBad() throws IOException {
        try (ImapDialogue imap = ROOKERY.login("anna")) {
            imap.send("a SEARCH SUBJECT \"" + "x".repeat(70 * KIB) + "\"");
            assertThat(imap.response()).matches("(a|\\*) BAD .*");
            imap.command("NOOP");
        }
    }

    @Test
    void aLiteralOf4GiBIsRefusedWhenAnnounced() throws IOException {
        try (ImapDialogue imap = ROOKERY.login("anna")) {
            imap.send("a APPEND INBOX {4294967296}");
            assertThat(imap.response()).startsWith("a NO [TOOBIG] ");
            imap.send("b SEARCH SUBJECT {4294967296}");
            assertThat(imap.response()).matches("b (NO|BAD) .*");
        }
        try (ImapDialogue imap = new ImapDialogue(ROOKERY.imapsPort(), ROOKERY.certificate())) {
            imap.send("a LOGIN {4294967296+}");
            assertThat(imap.response()).matches("(a BAD|\\* BYE) .*");
        }
    }

    @Test
    void aMessageTooLargeIsRefused() throws IOException {
        try (MailDialogue lmtp = MailDialogue.lmtp(ROOKERY.lmtpPort())) {
            assertThat(lmtp.command("MAIL FROM:<a@client.test> SIZE=60000000"))
                    .startsWith("552 5.3.4 ");
        }
        try (ImapDialogue imap = ROOKERY.login("anna")) {
            imap.send("a APPEND INBOX {60000000}");
            assertThat(imap.response()).startsWith("a NO [TOOBIG] ");
        }
    }

    @Test
    void anUnknownRecipientIsRefused() throws IOException {
        try (MailDialogue lmtp = MailDialogue.lmtp(ROOKERY.lmtpPort())) {
            byte[] message = "Subject: x\r\n\r\nx\r\n".getBytes(US_ASCII);
            assertThat(lmtp.send(message, List.of(RookeryProcess.address("nobody"))))
                    .singleElement()
                    .asString()
                    .startsWith("550 5.1.1 ");
        }
    }

    @Test
    void halfHandshakesHoldNobodyUp() throws IOException {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket half = new Socket(InetAddress.getLoopbackAddress(), ROOKERY.imapsPort());
                half.getOutputStream().write(HALF_A_CLIENT_HELLO);
                halves.add(half);
            }
            theServerStillServes();
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    @Test
    void plainTextOnTheTlsPortIsClosed() throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), ROOKERY.imapsPort())) {
            plain.setSoTimeout(20_000);
            plain.getOutputStream().write("a LOGIN anna secret\r\n".getBytes(US_ASCII));
            String answer = new String(plain.getInputStream().readAllBytes(), US_ASCII);
            assertThat(answer).doesNotContain("OK", "Exception");
        }
    }
}
