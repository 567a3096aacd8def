// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A disk that fills up refuses mail for now and shows nothing of it; when there is room again, all
/// goes on.
@NeedsPrograms(
        value = {"mount", "openssl"},
        root = true)
final class FullDiskIT {
    private static final int MIB = 1 << 20;

    @RegisterExtension
    @Order(1)
    static final SmallDisk DISK = new SmallDisk(32);

    @RegisterExtension
    @Order(2)
    static final RookeryProcess ROOKERY =
            new RookeryProcess("anna").keepingMailIn(DISK.directory());

    private final GeneratedMail mail = new GeneratedMail();

    @Test
    void refusesWhatDoesNotFitAndTakesItLater() throws IOException {
        ROOKERY.deliver("anna", "Subject: early\n\nthere was room\n");
        byte[] large = mail.attachment(1, 4 * MIB);

        Path filler = fillUpTo(MIB);
        assertThat(deliver(large)).startsWith("452 4.3.1 ");
        assertThat(visibleMessages()).as("messages on disk").hasSize(1);
        assertThat(exists()).isEqualTo("* 1 EXISTS");

        Files.delete(filler);
        assertThat(deliver(large)).startsWith("250 ");
        assertThat(exists()).isEqualTo("* 2 EXISTS");
        assertThat(visibleMessages()).hasSize(2);
    }

    private static String deliver(byte[] message) throws IOException {
        try (MailDialogue lmtp = MailDialogue.lmtp(ROOKERY.lmtpPort())) {
            return lmtp.send(message, List.of(RookeryProcess.address("anna"))).getFirst();
        }
    }

    private static String exists() throws IOException {
        try (ImapDialogue imap = ROOKERY.login("anna")) {
            return imap.command("SELECT INBOX").stream()
                    .filter(response -> response.endsWith(" EXISTS"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Path> visibleMessages() throws IOException {
        Path maildir = ROOKERY.maildir("anna");
        try (Stream<Path> fresh = Files.list(maildir.resolve("new"));
                Stream<Path> seen = Files.list(maildir.resolve("cur"))) {
            return Stream.concat(fresh, seen).toList();
        }
    }

    /// Leaves the given number of bytes free, as near as the file system can tell.
    private static Path fillUpTo(long free) throws IOException {
        Path filler = DISK.directory().resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] page = new byte[4096];
            while (Files.getFileStore(filler).getUsableSpace() > free) {
                out.write(page);
            }
        }
        return filler;
    }
}
