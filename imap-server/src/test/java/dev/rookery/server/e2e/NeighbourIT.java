// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Postfix's own `virtual` agent writes into a Maildir that Rookery serves, and who is in IDLE
/// hears of it.
@NeedsPrograms(
        value = {"postfix", "openssl"},
        root = true)
final class NeighbourIT {
    private static final Duration LATEST = Duration.ofSeconds(2);

    @RegisterExtension
    @Order(1)
    static final RookeryProcess ROOKERY = new RookeryProcess("anna").ownedBy("nobody", "nogroup");

    @RegisterExtension
    @Order(2)
    static final Postfix POSTFIX =
            new Postfix(
                    ROOKERY.lmtpSocket(),
                    "transport_maps = inline:{ {beside.test = virtual:} }",
                    "virtual_mailbox_domains = example.org, beside.test",
                    "virtual_mailbox_base = /",
                    "virtual_mailbox_maps = inline:{ {anna@beside.test = "
                            + ROOKERY.maildir("anna")
                            + "/} }",
                    "virtual_minimum_uid = 1",
                    "virtual_uid_maps = static:" + id("-u", "nobody"),
                    "virtual_gid_maps = static:" + id("-g", "nobody"));

    @Test
    void newMailBesideUsIsAnnouncedToAnIdleClientWithinTwoSeconds() throws IOException {
        ROOKERY.deliver("anna", "Subject: ours\n\nthe Maildir exists\n");
        try (ImapDialogue imap = ROOKERY.login("anna")) {
            imap.command("SELECT INBOX");
            imap.send("a IDLE");
            assertThat(imap.response()).startsWith("+ ");
            for (int messages = 2; messages <= 4; messages++) {
                String mark = "Subject: theirs " + messages;
                POSTFIX.accept(
                        (mark + "\r\n\r\nbody\r\n").getBytes(UTF_8), List.of("anna@beside.test"));
                assertThat(next(imap, line -> line.endsWith(" EXISTS")))
                        .isEqualTo("* " + messages + " EXISTS");
                Duration taken = Duration.between(written(mark), Instant.now());
                System.out.println("EXISTS " + taken.toMillis() + " ms after the file");
                assertThat(taken).isLessThan(LATEST);
            }
            imap.send("DONE");
            assertThat(next(imap, line -> line.startsWith("a "))).startsWith("a OK ");
            assertThat(imap.command("UID FETCH 4 (BODY.PEEK[HEADER.FIELDS (SUBJECT)])"))
                    .singleElement()
                    .asString()
                    .contains("theirs 4");
        }
    }

    /// The next response that is wanted; RECENT and the like may come between.
    private static String next(ImapDialogue imap, Predicate<String> wanted) throws IOException {
        String line = imap.response();
        while (!wanted.test(line)) {
            line = imap.response();
        }
        return line;
    }

    /// When the agent wrote the message, wherever in the Maildir it is now.
    private static Instant written(String mark) throws IOException {
        for (String part : List.of("new", "cur")) {
            try (Stream<Path> files = Files.list(ROOKERY.maildir("anna").resolve(part))) {
                for (Path file : files.toList()) {
                    if (Files.readString(file).contains("\n" + mark + "\n")) {
                        return Files.getLastModifiedTime(file).toInstant();
                    }
                }
            }
        }
        throw new AssertionError(mark + " is nowhere");
    }

    private static String id(String option, String account) {
        return Program.of("id", option, account).run().strip();
    }
}
