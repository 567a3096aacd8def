// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.simulation.Mail;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An older state of the whole account is put back: no UID told meanwhile may be given again.
class RestoredAccountTest {
    @TempDir private Path home;

    /// Every file of such a copy is the file of the account.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noneIsGivenAgainByACopyOfLinks(boolean whileOpen) throws Exception {
        copyByLinks(whileOpen);
        Uid lost;
        try (Inbox inbox = new Inbox(home.resolve("Maildir"))) {
            lost = Mail.deliver(inbox.mailbox(), "after the backup", Flags.NONE);
        }
        Commands.run(home, "sh", "-c", "rm -rf Maildir; mv backup Maildir");
        try (Inbox inbox = new Inbox(home.resolve("Maildir"))) {
            assertThat(inbox.mailbox().snapshot().uids().size()).isGreaterThanOrEqualTo(5);
            Uid fresh = Mail.deliver(inbox.mailbox(), "new again", Flags.NONE);
            assertThat(fresh).isGreaterThan(lost);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAccountAndACopyOfLinksDoEachOtherNoHarm(boolean whileOpen) throws Exception {
        copyByLinks(whileOpen);
        Path backup = home.resolve("backup");
        for (String round : List.of("first", "second")) {
            for (Path each : List.of(home.resolve("Maildir"), backup)) {
                try (Inbox inbox = new Inbox(each)) {
                    Uid uid = Mail.deliver(inbox.mailbox(), round + " " + each, Flags.NONE);
                    assertThat(inbox.subject(uid)).contains(round + " " + each);
                }
            }
        }
        for (Path each : List.of(home.resolve("Maildir"), backup)) {
            try (Inbox inbox = new Inbox(each)) {
                assertThat(inbox.subjects().values())
                        .contains("letter 0", "letter 4", "first " + each, "second " + each)
                        .doesNotHaveDuplicates();
            }
        }
    }

    private void copyByLinks(boolean whileOpen) throws Exception {
        try (Inbox inbox = new Inbox(home.resolve("Maildir"))) {
            for (int i = 0; i < 5; i++) {
                Mail.deliver(inbox.mailbox(), "letter " + i, Flags.NONE);
            }
            await().until(() -> home.resolve("Maildir/new").toFile().list().length == 5);
            if (whileOpen) {
                Commands.run(home, "cp", "-al", "Maildir", "backup");
                Mail.deliver(inbox.mailbox(), "meanwhile", Flags.NONE);
            }
        }
        if (!whileOpen) {
            Commands.run(home, "cp", "-al", "Maildir", "backup");
        }
    }

    /// As soon as the copy is there, no answer rests on a file that both have.
    @Test
    void aJournalWithTwoNamesIsLeft() throws Exception {
        try (Inbox inbox = new Inbox(home.resolve("Maildir"))) {
            Mail.deliver(inbox.mailbox(), "before", Flags.NONE);
            Commands.run(home, "cp", "-al", "Maildir", "backup");
            Mail.deliver(inbox.mailbox(), "after", Flags.NONE);
            assertThat(home.resolve("Maildir/rookery.journal.2")).exists();
            assertThat(home.resolve("backup/rookery.journal.2")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -rf Maildir && cp -a backup Maildir",
                "cp -a backup/. Maildir/",
                "cp -r backup/. Maildir/",
                "rsync -a --delete backup/ Maildir/",
                "rsync -a --delete --inplace backup/ Maildir/",
                "cd Maildir && find . -type f ! -path './rookery.*' -delete"
                        + " && tar -xf ../backup.tar"
            })
    void noUidIsGivenAgain(String restore) throws Exception {
        if (restore.startsWith("rsync")) {
            Commands.need("rsync");
        }
        try (Inbox inbox = new Inbox(home.resolve("Maildir"))) {
            for (int i = 0; i < 5; i++) {
                Mail.deliver(inbox.mailbox(), "letter " + i, Flags.NONE);
            }
        }
        Commands.run(home, "sh", "-c", "cp -a Maildir backup; tar -C Maildir -cf backup.tar .");
        Uid lost;
        UidValidity before;
        try (Inbox inbox = new Inbox(home.resolve("Maildir"))) {
            lost = Mail.deliver(inbox.mailbox(), "after the backup", Flags.NONE);
            before = inbox.mailbox().snapshot().uidValidity();
            inbox.mailbox().expunge(UidSet.of(lost));
        }
        Commands.run(home, "sh", "-c", restore);
        try (Inbox inbox = new Inbox(home.resolve("Maildir"))) {
            Uid fresh = Mail.deliver(inbox.mailbox(), "new again", Flags.NONE);
            if (inbox.mailbox().snapshot().uidValidity().equals(before)) {
                assertThat(fresh).as(restore).isGreaterThan(lost);
            }
        }
    }
}
