// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Mail goes through a real Postfix into the LMTP socket and comes out over IMAPS as it was sent.
@NeedsPrograms(
        value = {"postfix", "mbsync", "openssl"},
        root = true)
final class PostfixDeliveryIT {
    private static final int MESSAGES = 300;
    private static final int MIB = 1 << 20;
    private static final List<String> USERS =
            List.of("anna", "ben", "cora", "dan", "eva", "finn", "gala", "hugo");

    @RegisterExtension
    @Order(1)
    static final RookeryProcess ROOKERY = new RookeryProcess(USERS.toArray(String[]::new));

    @RegisterExtension
    @Order(2)
    static final Postfix POSTFIX = new Postfix(ROOKERY.lmtpSocket());

    private final GeneratedMail mail = new GeneratedMail();

    @Test
    void everyMessageArrivesOnceWithTheBytesThatWereSent() throws IOException {
        try (MailDialogue smtp = MailDialogue.smtp(POSTFIX.smtpPort())) {
            for (int number = 0; number < MESSAGES; number++) {
                assertThat(smtp.send(message(number), recipients(number)))
                        .singleElement()
                        .asString()
                        .startsWith("250");
            }
        }
        POSTFIX.awaitEmptyQueue(Duration.ofMinutes(2));

        for (String user : USERS) {
            try (Mbsync mbsync = new Mbsync(ROOKERY, user)) {
                mbsync.sync();
                assertHoldsWhatWasSentTo(user, mbsync.folder("INBOX").files());
            }
        }
    }

    private void assertHoldsWhatWasSentTo(String user, List<Path> files) throws IOException {
        TreeSet<Integer> arrived = new TreeSet<>();
        for (Path file : files) {
            String below = Seen.unmarked(Files.readAllBytes(file));
            int number = GeneratedMail.number(below);
            assertThat(arrived.add(number)).as("message %d for %s once", number, user).isTrue();
            assertThat(below)
                    .as("message %d for %s", number, user)
                    .isEqualTo(GeneratedMail.belowTrace(message(number)));
        }
        TreeSet<Integer> sent = new TreeSet<>();
        for (int number = 0; number < MESSAGES; number++) {
            if (recipients(number).contains(RookeryProcess.address(user))) {
                sent.add(number);
            }
        }
        assertThat(arrived).as("messages of %s", user).isEqualTo(sent);
    }

    private byte[] message(int number) {
        return switch (number) {
            case 77 -> mail.attachment(number, 20 * MIB);
            case 177 -> mail.attachment(number, 5 * MIB);
            default -> mail.message(number);
        };
    }

    /// Every tenth message goes to all eight, the others to one in turn.
    private static List<String> recipients(int number) {
        return number % 10 == 3
                ? USERS.stream().map(RookeryProcess::address).toList()
                : List.of(RookeryProcess.address(USERS.get(number % USERS.size())));
    }
}
