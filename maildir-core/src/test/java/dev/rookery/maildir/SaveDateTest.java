// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.search.SearchQuery;
import dev.rookery.maildir.search.SearchQuery.When;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
                .zone(ZoneOffset.UTC)
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

    /// By days, unlike the moment of arrival; in every mailbox its own.
    @Test
    void isLookedFor() throws IOException {
        LocalDate day = LocalDate.ofInstant(CAME, ZoneOffset.UTC);
        LocalDate later = LocalDate.ofInstant(LATER, ZoneOffset.UTC);
        try (MailStore store = store()) {
            Account account = open(store);
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Mailbox target = account.create(MailboxName.parse("Work", '/'));
            Mail.deliver(inbox, "first", Flags.NONE);
            now.set(LATER);
            Mail.deliver(inbox, "second", Flags.NONE);
            inbox.copy(UidSet.of(new Uid(1)), target);
            for (Mailbox each : new Mailbox[] {inbox, target}) {
                assertThat(found(each, new SearchQuery.Saved(When.SINCE, day)))
                        .isEqualTo(each.snapshot().uids());
                assertThat(found(each, new SearchQuery.Saved(When.SINCE, later.plusDays(1))))
                        .isEqualTo(UidSet.EMPTY);
            }
            assertThat(found(inbox, new SearchQuery.Saved(When.ON, day))).hasToString("1");
            assertThat(found(inbox, new SearchQuery.Saved(When.BEFORE, later))).hasToString("1");
            assertThat(found(inbox, new SearchQuery.Saved(When.ON, later))).hasToString("2");
            assertThat(found(target, new SearchQuery.Saved(When.ON, later))).hasToString("1");
        }
    }

    @Test
    void isNotWhatArrivalIsLookedForBy() throws IOException {
        try (MailStore store = store()) {
            Mailbox inbox = open(store).mailbox(MailboxName.INBOX);
            Mail.deliver(inbox, "letter", Flags.NONE);
            Instant arrived = inbox.snapshot().internalDate(new Uid(1));
            assertThat(arrived).isNotEqualTo(CAME);
            assertThat(found(inbox, new SearchQuery.ReceivedSince(arrived))).hasToString("1");
            assertThat(found(inbox, new SearchQuery.ReceivedSince(arrived.plusSeconds(1))))
                    .isEqualTo(UidSet.EMPTY);
        }
    }

    private static UidSet found(Mailbox mailbox, SearchQuery query) throws IOException {
        return mailbox.search(query, mailbox.snapshot().uids());
    }
}
