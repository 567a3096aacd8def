// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// RFC 8514: when a message came into its mailbox. The clock here is far from the disk's, whose
/// times of last change say when somebody renamed a file or restored it from a backup.
class SaveDateTest {
    private static final Instant CAME = Instant.ofEpochSecond(1_000_000_000);
    private static final Instant LATER = CAME.plus(Duration.ofDays(3));

    @TempDir private Path home;
    private final AtomicReference<Instant> now = new AtomicReference<>(CAME);

    private MailStore store() {
        return MailStore.builder()
                .durability(Durability.NONE)
                .clock(now::get)
                .flagsToNames(Duration.ZERO)
                .hostName("test")
                .build();
    }

    private Account open(MailStore store) throws IOException {
        return store.open(new AccountLocation(home.resolve("Maildir")));
    }

    @Test
    void isThatOfTheClockAndStays() throws IOException {
        MailboxName work = MailboxName.parse("Work", '/');
        try (MailStore store = store()) {
            Mailbox inbox = open(store).mailbox(MailboxName.INBOX);
            Mail.deliver(inbox, "ours", Flags.NONE);
            Path theirs = home.resolve("Maildir/new/1.theirs");
            Files.writeString(theirs, "Subject: theirs\n\n", UTF_8);
            Files.setLastModifiedTime(theirs, FileTime.from(CAME.minusSeconds(1_000)));
            assertThat(inbox.refresh().saveDate(new Uid(1))).contains(CAME);
            assertThat(inbox.snapshot().saveDate(new Uid(2))).contains(CAME);
            assertThat(inbox.snapshot().internalDate(new Uid(2)))
                    .isEqualTo(CAME.minusSeconds(1_000));
        }
        now.set(LATER);
        try (MailStore store = store()) {
            Account account = open(store);
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Mailbox target = account.create(work);
            inbox.changeFlags(UidSet.of(new Uid(1)), FlagChange.add(Flags.of(SystemFlag.SEEN)));
            inbox.copy(UidSet.of(new Uid(1)), target);
            assertThat(inbox.refresh().saveDate(new Uid(1))).contains(CAME);
            assertThat(inbox.snapshot().saveDate(new Uid(2))).contains(CAME);
            assertThat(target.snapshot().saveDate(new Uid(1))).contains(LATER);
            assertThat(target.snapshot().internalDate(new Uid(1)))
                    .isEqualTo(inbox.snapshot().internalDate(new Uid(1)));
        }
    }
}
