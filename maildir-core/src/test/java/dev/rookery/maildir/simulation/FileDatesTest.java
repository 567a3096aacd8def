// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import dev.rookery.maildir.simulation.Ledger.Letter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The time of a file tells whether it is still the one its UID was given for, where disks keep
/// times.
class FileDatesTest {
    private static final Flags SEEN = Flags.of(SystemFlag.SEEN);
    private static final long TOUCHED_SECONDS = 1_600_000_000;
    private static final int MANY = 200;

    private final SimulatedClock clock = new SimulatedClock(Duration.ofMillis(7));

    private MailStore store(Disk disk) {
        return StoreOnDisk.builder(disk).clock(clock).hostName("h").cacheMessages(false).build();
    }

    private static Mailbox inbox(MailStore store) throws IOException {
        Account account = store.open(new AccountLocation(Scenario.MAILDIR));
        return account.mailbox(MailboxName.INBOX);
    }

    private static Uid deliver(Mailbox mailbox, String subject, Instant date) throws IOException {
        byte[] bytes = Letter.bytes(subject);
        try (Delivery delivery = mailbox.deliver(SEEN, date)) {
            delivery.write(bytes, 0, bytes.length);
            return delivery.commit().uid();
        }
    }

    static Stream<SimulatedDisk> oddDisks() {
        SimulatedClock clock = new SimulatedClock(Duration.ofMillis(7));
        return Stream.of(
                new SimulatedDisk(clock, 1)
                        .withDates(at -> Math.clamp(at, Integer.MIN_VALUE, Integer.MAX_VALUE)),
                new SimulatedDisk(clock, 1).withDates(at -> Math.max(at, 0)),
                new SimulatedDisk(clock, 1).withDates(at -> at & ~1),
                new SimulatedDisk(clock, 1).withDates(_ -> TOUCHED_SECONDS));
    }

    @ParameterizedTest
    @MethodSource("oddDisks")
    void keepsMailWhoseDateTheDiskDoesNot(SimulatedDisk disk) throws IOException {
        Instant old = Instant.parse("1850-01-01T00:00:01Z");
        Instant odd = Instant.parse("2020-01-01T00:00:01Z");
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            deliver(inbox, "a", old);
            deliver(inbox, "large b", old);
            deliver(inbox, "c", odd);
            requireAll(inbox, old, odd);
        }
        try (MailStore store = store(disk)) {
            requireAll(inbox(store), old, odd);
        }
    }

    private static void requireAll(Mailbox inbox, Instant old, Instant odd) throws IOException {
        assertThat(Mail.content(inbox, new Uid(1))).isEqualTo(Letter.bytes("a"));
        assertThat(Mail.content(inbox, new Uid(2))).isEqualTo(Letter.bytes("large b"));
        assertThat(Mail.content(inbox, new Uid(3))).isEqualTo(Letter.bytes("c"));
        assertThat(inbox.refresh().uids()).isEqualTo(UidSet.range(new Uid(1), new Uid(3)));
        assertThat(inbox.snapshot().internalDate(new Uid(1))).isEqualTo(old);
        assertThat(inbox.snapshot().internalDate(new Uid(3))).isEqualTo(odd);
    }

    /// A message is at most two hours ahead of its time.
    @ParameterizedTest
    @CsvSource({
        "PT-1H, PT-1H",
        "PT1H59M59S, PT1H59M59S",
        "PT2H, PT2H",
        "PT2H1S, PT2H",
        "PT20H, PT2H",
        "P36500D, PT2H"
    })
    void boundsDatesInTheFuture(Duration ahead, Duration kept) throws IOException {
        Instant now = Instant.parse("2026-06-01T12:00:00Z");
        InstantSource fixed = InstantSource.fixed(now);
        SimulatedDisk disk = new SimulatedDisk(fixed, 1);
        try (MailStore store = StoreOnDisk.builder(disk).clock(fixed).hostName("h").build()) {
            Mailbox inbox = inbox(store);
            for (String subject : List.of("a", "large b")) {
                Uid uid = deliver(inbox, subject, now.plus(ahead));
                assertThat(inbox.snapshot().internalDate(uid)).isEqualTo(now.plus(kept));
                assertThat(Mail.content(inbox, uid)).isEqualTo(Letter.bytes(subject));
            }
        }
    }

    /// When a file came into a folder nobody looked at, nobody knows: its times tell of other
    /// things.
    @Test
    void tellsWhenMailWasSavedIfAnybodyKnows() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(clock, 1);
        try (MailStore store = store(disk)) {
            inbox(store);
        }
        drop(disk, "1.before:2,S", "before");
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            Instant opened = clock.instant();
            Uid ours = deliver(inbox, "ours", Mail.DATE);
            drop(disk, "2.meanwhile:2,S", "meanwhile");
            clock.step(Duration.ofMinutes(1));
            Snapshot snapshot = inbox.refresh();
            assertThat(snapshot.saveDate(Uid.FIRST)).isEmpty();
            assertThat(snapshot.saveDate(ours).orElseThrow())
                    .isBetween(opened.minusSeconds(1), opened.plusSeconds(30));
            assertThat(snapshot.saveDate(snapshot.uids().last()).orElseThrow())
                    .isAfter(opened.plusSeconds(30));
        }
    }

    private static void touchAll(SimulatedDisk disk) throws IOException {
        try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
            for (Directory.Entry entry : cur.list()) {
                try (OutputFile file = cur.openForWriting(entry.name())) {
                    file.modified(TOUCHED_SECONDS);
                }
            }
        }
    }

    @Test
    void takesATouchedFileForAnotherMessage() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(clock, 1);
        try (MailStore store = store(disk)) {
            Uid uid = deliver(inbox(store), "a", Mail.DATE);
            assertThat(uid).isEqualTo(Uid.FIRST);
        }
        touchAll(disk);
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            assertThat(inbox.snapshot().internalDate(Uid.FIRST)).isEqualTo(Mail.DATE);
            assertThatThrownBy(() -> Mail.content(inbox, Uid.FIRST))
                    .isInstanceOf(MessageExpungedException.class);
            assertThat(inbox.snapshot().uids()).isEqualTo(UidSet.of(new Uid(2)));
            assertThat(inbox.snapshot().internalDate(new Uid(2)))
                    .isEqualTo(Instant.ofEpochSecond(TOUCHED_SECONDS));
            assertThat(Mail.content(inbox, new Uid(2))).isEqualTo(Letter.bytes("a"));
        }
    }

    /// What a look finds renamed, it has at hand.
    @Test
    void seesThatARenamedFileWasTouched() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(clock, 1);
        try (MailStore store = store(disk)) {
            deliver(inbox(store), "a", Mail.DATE);
        }
        touchAll(disk);
        try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
            String name = cur.list().getFirst().name();
            cur.rename(name, cur, name.replace(":2,S", ":2,FS"));
        }
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            assertThat(inbox.snapshot().uids()).isEqualTo(UidSet.of(new Uid(2)));
            assertThat(inbox.snapshot().having(SystemFlag.FLAGGED).size()).isEqualTo(1);
        }
    }

    /// However many there are, and however many were touched.
    @Test
    void asksForNoFilesItDoesNotOpen() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(clock, 1);
        FaultyDisk counted = new FaultyDisk(disk);
        try (MailStore store = store(counted)) {
            Mailbox inbox = inbox(store);
            for (int i = 0; i < MANY; i++) {
                drop(disk, i + ".many:2,S", "letter " + i);
            }
            assertThat(inbox.refresh().uids().size()).isEqualTo(MANY);
            touchAll(disk);
            drop(disk, "new.many:2,S", "one more");
            clock.step(Duration.ofMinutes(1));
            AtomicInteger stats = new AtomicInteger();
            counted.plan(call -> {
                if (call.kind() == Kind.STAT && call.name().contains(".many")) {
                    stats.incrementAndGet();
                }
                return Optional.empty();
            });
            assertThat(inbox.refresh().uids().size()).isEqualTo(MANY + 1L);
            assertThat(stats.get()).isLessThan(10);
        }
    }

    /// Where one message of many is another one, nobody lists the folder for it.
    @Test
    void listsNoFolderForATouchedFile() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(clock, 1);
        FaultyDisk counted = new FaultyDisk(disk);
        try (MailStore store = store(counted)) {
            Mailbox inbox = inbox(store);
            for (int i = 0; i < MANY; i++) {
                drop(disk, i + ".many:2,S", "letter " + i);
            }
            UidSet before = inbox.refresh().uids();
            touchAll(disk);
            AtomicInteger listings = new AtomicInteger();
            counted.plan(call -> {
                if (call.kind() == Kind.LIST) {
                    listings.incrementAndGet();
                }
                return Optional.empty();
            });
            for (Uid uid : before) {
                assertThatThrownBy(() -> Mail.content(inbox, uid))
                        .isInstanceOf(MessageExpungedException.class);
            }
            assertThat(listings.get()).isZero();
            assertThat(inbox.snapshot().uids().size()).isEqualTo(MANY);
        }
    }

    private static void drop(SimulatedDisk disk, String name, String subject) throws IOException {
        byte[] bytes = Letter.bytes(subject);
        try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"));
                OutputFile file = cur.create(name, Optional.empty())) {
            file.write(0, bytes, 0, bytes.length);
        }
    }
}
