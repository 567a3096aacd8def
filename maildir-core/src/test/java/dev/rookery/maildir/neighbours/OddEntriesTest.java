// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Entries of a Maildir that are no messages are not followed, not waited for, and not lost.
@Timeout(60)
class OddEntriesTest {
    private static final String CANARY = "canary: not to be read through a Maildir";

    @TempDir private Path home;
    private Path maildir;
    private Inbox inbox;

    @BeforeEach
    void open() throws IOException {
        maildir = home.resolve("Maildir");
        inbox = new Inbox(maildir);
        Mail.deliver(inbox.mailbox(), "good", Flags.of(SystemFlag.SEEN));
        Files.writeString(home.resolve("secret"), "Subject: " + CANARY + "\n\n" + CANARY + "\n");
    }

    @AfterEach
    void close() {
        inbox.close();
    }

    private void sh(String script) throws Exception {
        Commands.run(maildir, "sh", "-c", script);
    }

    private List<String> entries(String part) throws IOException {
        try (Stream<Path> all = Files.list(maildir.resolve(part))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /// All that a store does with a folder, with that in it.
    private void useEverything() throws IOException {
        inbox.awaitSubjects(List.of("good"));
        inbox.reopen();
        inbox.awaitSubjects(List.of("good"));
        Uid uid = Mail.deliver(inbox.mailbox(), "another", Flags.NONE);
        inbox.awaitSubjects(List.of("another", "good"));
        Mailbox other = inbox.account().create(MailboxName.parse("Other", '/'));
        inbox.mailbox().copy(inbox.mailbox().snapshot().uids(), other);
        inbox.mailbox().expunge(UidSet.of(uid));
        inbox.awaitSubjects(List.of("good"));
        inbox.account().delete(other.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mkdir $/1.directory && mkdir -p $/1.directory/cur/deep",
                "mkfifo $/2.pipe",
                "ln -s ../../secret $/3.link",
                "ln -s /nowhere/at/all $/4.dangling",
                "ln -s 5.loop $/5.loop",
                "ln -s ../cur $/6.directory",
                "ln -s /dev/zero $/7.endless",
                "ln -s /proc/self/environ $/8.process",
                "mknod $/9.null c 1 3 || true",
                "mknod $/10.zero c 1 5 || true",
                "mknod $/11.disk b 7 0 || true",
                ": > \"$/$(printf '12.b\\377d')\"",
                ": > \"$/$(printf '13.\\303')\"",
                ": > \"$/$(printf '14.line\\nbreak')\"",
                ": > $/.hidden",
                ": > $/:2,S",
            })
    void areLeftAlone(String script) throws Exception {
        for (String part : List.of("new", "cur")) {
            sh(script.replace("$/", part + "/"));
        }
        List<String> before = entries("new");
        useEverything();
        assertThat(entries("new")).isEqualTo(before);
        assertThat(entries("cur")).containsAll(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new/15.endless", "cur/15.endless:2,S"})
    void areNotReadForEver(String file) throws Exception {
        sh("truncate -s 4T " + file);
        useEverything();
        assertThat(maildir.resolve(file)).exists();
    }

    @Test
    void comeAndGoWithoutHarm() throws Exception {
        for (int i = 0; i < 20; i++) {
            sh("mkfifo cur/p new/p; mkdir cur/d; ln -s ../../secret new/l");
            sh(": > new/$(printf '\\377')");
            inbox.awaitSubjects(List.of("good"));
            sh("rm -r cur/p new/p cur/d new/l new/$(printf '\\377')");
            inbox.awaitSubjects(List.of("good"));
        }
        assertThat(inbox.mailbox().snapshot().uids()).isEqualTo(UidSet.of(Uid.FIRST));
    }

    @Test
    void doNotStandForAFolder() throws Exception {
        Files.createDirectories(home.resolve("elsewhere/cur"));
        Files.createDirectories(home.resolve("elsewhere/new"));
        Files.createDirectories(home.resolve("elsewhere/tmp"));
        Files.writeString(home.resolve("elsewhere/cur/1.x:2,"), "Subject: " + CANARY + "\n\n");
        sh("ln -s ../elsewhere .Elsewhere; mkfifo .Pipe; ln -s /dev/zero .Zero; : > .File");
        assertThat(inbox.account().mailboxes()).containsExactly(MailboxName.INBOX);
        inbox.reopen();
        assertThat(inbox.account().mailboxes()).containsExactly(MailboxName.INBOX);
    }

    @Test
    void doNotStandForSubscriptions() throws Exception {
        sh("ln -s ../secret subscriptions");
        try {
            assertThat(inbox.account().subscriptions()).isEmpty();
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("subscriptions");
        }
        assertThat(Files.readString(home.resolve("secret"))).contains(CANARY);
    }
}
