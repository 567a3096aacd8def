// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server with a heap of 128 MB hands out a mailbox that is larger.
///
/// `-Drookery.heap.messages=200` takes ten gigabytes, on the disk as well.
@NeedsPrograms("openssl")
final class SmallHeapIT {
    private static final int MESSAGE_BYTES = 50_000_000;
    private static final int MESSAGES = Integer.getInteger("rookery.heap.messages", 5);
    private static final int LINE_BYTES = 78;
    private static final int LAZY_CLIENTS = 50;

    @RegisterExtension
    static final RookeryProcess ROOKERY =
            new RookeryProcess("anna", "ben").withJavaOptions("-Xmx128m");

    @Test
    void fetchesAllOfALargeMailbox() throws IOException {
        byte[] message = message();
        store(message, MESSAGES);
        CRC32C expected = new CRC32C();
        expected.update(message);
        try (ImapDialogue imap = ROOKERY.login("anna")) {
            imap.command("SELECT INBOX");
            imap.send("a FETCH 1:* BODY.PEEK[]");
            for (int i = 1; i <= MESSAGES; i++) {
                assertThat(imap.line())
                        .isEqualTo("* %d FETCH (BODY[] {%d}\r\n".formatted(i, message.length));
                CRC32C received = new CRC32C();
                imap.literal(message.length, received);
                assertThat(received.getValue()).isEqualTo(expected.getValue());
                assertThat(imap.line()).isEqualTo(")\r\n");
            }
            assertThat(imap.response()).startsWith("a OK");
        }
    }

    /// Each costs the server a buffer, not what it asked for.
    @Test
    void servesOthersWhileManyDoNotRead() throws IOException {
        ROOKERY.deliver("ben", "Subject: large\n\n" + "0123456789abcdef\n".repeat(600_000));
        List<ImapDialogue> lazy = new ArrayList<>();
        try {
            for (int i = 0; i < LAZY_CLIENTS; i++) {
                ImapDialogue client = ROOKERY.login("ben");
                lazy.add(client);
                client.command("SELECT INBOX");
                client.send("a FETCH 1 (BODY.PEEK[] BODY.PEEK[TEXT] BINARY.PEEK[1])");
                assertThat(client.line()).startsWith("* 1 FETCH (BODY[] {");
            }
            try (ImapDialogue other = ROOKERY.login("ben")) {
                other.command("SELECT INBOX");
                assertThat(other.command("FETCH 1 BODY.PEEK[]")).hasSize(1);
            }
        } finally {
            for (ImapDialogue client : lazy) {
                client.close();
            }
        }
    }

    private static byte[] message() {
        byte[] message = new byte[MESSAGE_BYTES];
        byte[] head = "Subject: large\r\n\r\n".getBytes(US_ASCII);
        Random random = new Random(5);
        for (int i = 0; i < message.length; i++) {
            int column = i % LINE_BYTES;
            boolean atEnd = column >= LINE_BYTES - 2;
            message[i] = (byte) (atEnd ? "\r\n".charAt(column % 2) : 'a' + random.nextInt(26));
        }
        System.arraycopy(head, 0, message, 0, head.length);
        return message;
    }

    private static void store(byte[] message, int count) throws IOException {
        Path cur = Files.createDirectories(ROOKERY.maildir("anna").resolve("cur"));
        Files.createDirectories(ROOKERY.maildir("anna").resolve("new"));
        Files.createDirectories(ROOKERY.maildir("anna").resolve("tmp"));
        for (int i = 0; i < count; i++) {
            String name =
                    "%d.M1P1.here,S=%d,W=%d:2,S"
                            .formatted(1_700_000_000 + i, message.length, message.length);
            Files.write(cur.resolve(name), message);
        }
    }
}
