// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.simulation.Mail;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An older state of the whole account is put back: no UID told meanwhile may be given again.
class RestoredAccountTest {
    @TempDir private Path home;

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
