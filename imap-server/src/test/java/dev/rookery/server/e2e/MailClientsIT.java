// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two mail clients of one user, mbsync and mutt, see what the other does.
@NeedsPrograms({"mbsync", "mutt", "script", "openssl"})
final class MailClientsIT {
    @RegisterExtension
    static final RookeryProcess ROOKERY = new RookeryProcess("anna", "ben", "cora");

    @Test
    void aFlagSetInMbsyncShowsInMutt() throws IOException {
        deliver("anna", "first", "second", "third");
        try (Mbsync mbsync = new Mbsync(ROOKERY, "anna");
                Mutt mutt = new Mutt(ROOKERY, "anna")) {
            mbsync.sync();
            setFlags(withSubject(mbsync, "second"), "FS");
            mbsync.sync();

            assertThat(mutt.subjects("~F")).containsExactly("second");
            assertThat(mutt.subjects("~R")).contains("second");
        }
    }

    @Test
    void aFlagSetInMuttShowsInMbsync() throws IOException {
        deliver("ben", "first", "second", "third");
        try (Mbsync mbsync = new Mbsync(ROOKERY, "ben");
                Mutt mutt = new Mutt(ROOKERY, "ben")) {
            mbsync.sync();
            mutt.type("<search>~s third<enter><flag-message>");
            mutt.type("<delete-pattern>~s first<enter>");
            mbsync.sync();

            assertThat(withSubject(mbsync, "third").toString()).matches(".*:2,[A-Z]*F[A-Z]*");
            assertThat(withSubject(mbsync, "second").toString()).doesNotMatch(".*:2,[A-Z]*F.*");
            assertThat(mbsync.messages("INBOX")).as("first is expunged").hasSize(2);
        }
    }

    @Test
    void newMailPushedByMbsyncArrivesOnce() throws IOException {
        deliver("cora", "from outside");
        try (Mbsync mbsync = new Mbsync(ROOKERY, "cora");
                Mutt mutt = new Mutt(ROOKERY, "cora")) {
            mbsync.sync();
            Files.writeString(
                    mbsync.folder("INBOX").resolve("new/1.pushed.here"),
                    "Subject: from inside\nX-Generated: 1\n\nwritten by hand\n");
            mbsync.sync();
            mbsync.sync();

            assertThat(mbsync.messages("INBOX")).hasSize(2);
            assertThat(mutt.subjects("~A"))
                    .containsExactlyInAnyOrder("from outside", "from inside");
            try (ImapDialogue imap = ROOKERY.login("cora")) {
                imap.command("SELECT INBOX");
                assertThat(imap.command("UID SEARCH SUBJECT \"from inside\""))
                        .singleElement()
                        .asString()
                        .matches("\\* SEARCH \\d+");
            }
        }
    }

    private static void deliver(String user, String... subjects) throws IOException {
        for (String subject : subjects) {
            ROOKERY.deliver(user, "Subject: " + subject + "\n\nbody\n");
        }
    }

    private static Path withSubject(Mbsync mbsync, String subject) throws IOException {
        for (Path message : mbsync.messages("INBOX")) {
            if (Files.readString(message).contains("\nSubject: " + subject + "\n")) {
                return message;
            }
        }
        throw new AssertionError("no message about " + subject);
    }

    private static void setFlags(Path message, String flags) throws IOException {
        String name = message.getFileName().toString();
        String base = name.contains(":2,") ? name.substring(0, name.indexOf(":2,")) : name;
        Path cur = message.resolveSibling("../cur").normalize();
        Files.move(message, cur.resolve(base + ":2," + flags));
    }
}
