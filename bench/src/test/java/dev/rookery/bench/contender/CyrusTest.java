// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.client.LmtpClient;
import dev.rookery.bench.client.TlsClient;
import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.bench.corpus.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Needs Cyrus, as [CyrusPackages] says.
class CyrusTest {
    private static final byte[] MESSAGE = SampleMessage.ofBytes(4_000);

    private WorkDirectory work;
    private Certificate certificate;
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        CyrusPackages packages =
                new CyrusPackages(Path.of(System.getProperty("rookery.bench.cyrus", "/")));
        Optional<String> obstacle = packages.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        work = WorkDirectory.create();
        certificate = Certificate.make(work.path());
        Cyrus cyrus = new Cyrus(packages, certificate);
        server = cyrus.start(work.path().resolve("cyrus"), new Terms(3, List.of()));
    }

    @AfterEach
    void stop() throws IOException {
        if (work != null) {
            try (WorkDirectory _ = work;
                    RunningServer _ = server) {
                assertThat(server.processes().root().isAlive()).isTrue();
            }
        }
    }

    @Test
    void deliversTheSameMessageTwice() throws IOException {
        try (LmtpClient lmtp = LmtpClient.connect(server.lmtp())) {
            lmtp.deliver("u0", MESSAGE);
            lmtp.deliver("u0", MESSAGE);
        }
        TlsClient tls = TlsClient.trusting(certificate.chain());
        try (ImapClient imap = ImapClient.connect(server.imaps(), tls)) {
            imap.login("u0", Logins.PASSWORD);
            assertThat(imap.select("INBOX").exists()).isEqualTo(2);
            assertThat(imap.run("FETCH 1:* BODY.PEEK[]").literalBytes())
                    .isGreaterThan(2L * MESSAGE.length);
            imap.logout();
        }
    }

    @Test
    void keepsWhatWasAppendedAcrossARestart() throws IOException {
        try (ImapClient imap = ImapClient.connect(server.imap())) {
            imap.login("u1", Logins.PASSWORD);
            var _ = imap.append("INBOX (\\Flagged)", MESSAGE);
            var _ = imap.run("CREATE Archive");
            var _ = imap.select("INBOX");
            var _ = imap.run("COPY 1 Archive");
        }
        server.restart();
        try (ImapClient imap = ImapClient.connect(server.imap())) {
            imap.login("u1", Logins.PASSWORD);
            assertThat(imap.select("Archive").exists()).isEqualTo(1);
            assertThat(imap.run("FETCH 1 BODY.PEEK[]").literalBytes()).isEqualTo(MESSAGE.length);
        }
    }

    @Test
    void tellsNewsToWhoIdles() throws IOException {
        try (ImapClient imap = ImapClient.connect(server.imap());
                LmtpClient lmtp = LmtpClient.connect(server.lmtp())) {
            imap.login("u2", Logins.PASSWORD);
            assertThat(imap.select("INBOX").exists()).isZero();
            imap.idle();
            lmtp.deliver("u2", MESSAGE);
            long asked = System.nanoTime();
            assertThat(imap.awaitNews().exists()).isEqualTo(1);
            assertThat(System.nanoTime() - asked).isLessThan(20_000_000_000L);
            assertThat(imap.done().isOk()).isTrue();
        }
    }

    @Test
    void adoptsAMaildirInTheOrderOfNames() throws IOException {
        Path maildir = Files.createDirectories(work.path().resolve("generated"));
        Files.writeString(maildir.resolve("dovecot-keywords"), "0 Work\n");
        Path cur = Files.createDirectory(maildir.resolve("cur"));
        write(cur.resolve("3.c:2,"), "third");
        write(cur.resolve("1.a:2,FSa"), "first");
        write(cur.resolve("2.b:2,R"), "sec\u00f6nd");
        server.adopt("u0", maildir);
        try (ImapClient imap = ImapClient.connect(server.imap())) {
            imap.login("u0", Logins.PASSWORD);
            assertThat(imap.select("INBOX").exists()).isEqualTo(3);
            assertThat(imap.text("FETCH 1 (FLAGS INTERNALDATE)"))
                    .contains("\\Flagged", "\\Seen", "Work", "\" 5-Feb-2025 04:03:02 +0000\"");
            assertThat(imap.text("FETCH 2 FLAGS")).contains("\\Answered").doesNotContain("Work");
            assertThat(imap.text("FETCH 3 BODY.PEEK[]"))
                    .contains("Subject: third\r\n\r\nthird\r\n");
            assertThat(imap.run("SEARCH SUBJECT sec").hits()).isEqualTo(1);
            assertThat(imap.run("FETCH 2 BODY.PEEK[HEADER.FIELDS (SUBJECT)]").literalBytes())
                    .isEqualTo("Subject: second\r\n\r\n".length() + 1);
        }
    }

    private static void write(Path file, String subject) throws IOException {
        Files.writeString(file, "Subject: " + subject + "\n\n" + subject + "\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-02-05T04:03:02Z")));
    }

    @Test
    void leavesNoProcessBehind() throws IOException {
        try (ImapClient imap = ImapClient.connect(server.imap())) {
            imap.login("u0", Logins.PASSWORD);
            ProcessHandle root = server.processes().root();
            List<ProcessHandle> all = Stream.concat(Stream.of(root), root.descendants()).toList();
            assertThat(all).hasSizeGreaterThan(2);
            assertThat(server.processes().pssKilobytes()).isPositive();
            server.close();
            assertThat(all).noneMatch(ProcessHandle::isAlive);
        }
        server.restart();
    }

    @Test
    void tellsItsVersionAndSettings() throws IOException {
        assertThat(server.contender().version()).startsWith("cyrus-imapd 3.");
        assertThat(server.settings())
                .contains("partition-default: DIR/mail\n", "cmd=\"/usr/lib/cyrus/bin/imapd");
        assertThat(server.maildir("u0")).isEmpty();
    }
}
