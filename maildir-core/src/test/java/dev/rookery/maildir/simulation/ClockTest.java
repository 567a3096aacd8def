// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.simulation.DiskEvent.Relinked;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the clock does, names never repeat, UIDVALIDITY only grows, and the store stays up.
class ClockTest {
    private static final long SEED = Long.getLong("rookery.crash.seed", 1);
    private static final int MESSAGES_PER_THREAD = Integer.getInteger("rookery.clock.messages", 20);
    private static final int THREADS = 8;
    private static final int STARTS = 3;
    private static final int FOLDERS = 20;
    private static final MailboxName AGAIN = MailboxName.parse("Again", '/');

    private final Random random = new Random(SEED);

    /// What happens to the clock now and then.
    enum Trouble {
        FROZEN,
        HOUR_BACK,
        YEAR_FORWARD,
        RANDOM
    }

    private void disturb(SimulatedClock clock, Trouble trouble) {
        clock.step(
                switch (trouble) {
                    case FROZEN -> Duration.ZERO;
                    case HOUR_BACK -> Duration.ofHours(-1);
                    case YEAR_FORWARD -> Duration.ofDays(365);
                    case RANDOM -> Duration.ofSeconds(random.nextInt(-100_000, 100_000));
                });
    }

    @ParameterizedTest
    @EnumSource
    void neverLeadsToANameOrNumberThatWasThereBefore(Trouble trouble) throws Exception {
        SimulatedClock clock = new SimulatedClock(Duration.ZERO);
        SimulatedDisk disk = new SimulatedDisk(clock, SEED);
        DiskLog log = disk.record();
        long uidValidity = 0;
        long messages = 0;
        for (int start = 1; start <= STARTS; start++) {
            try (MailStore store = StoreOnDisk.builder(disk).clock(clock).hostName("h").build();
                    Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
                Mailbox inbox = account.mailbox(MailboxName.INBOX);
                assertThat(inbox.refresh().uids().size()).isEqualTo(messages);
                uidValidity = requireGreater(account, uidValidity);
                deliver(inbox, clock, trouble);
                messages += (long) THREADS * MESSAGES_PER_THREAD;
                uidValidity = requireGreater(account, uidValidity);
                assertThat(inbox.refresh().uids().last()).isEqualTo(new Uid(messages));
            }
            disturb(clock, trouble);
        }
        assertThat(disk.open()).isEmpty();
        List<String> names = createdNames(log);
        assertThat(names).hasSizeGreaterThanOrEqualTo((int) messages);
        assertThat(Set.copyOf(names)).hasSameSizeAs(names);
    }

    /// UIDVALIDITY is less than 2^31, which as a time is in January 2038.
    @Test
    void doesNotEndWith32Bits() throws IOException {
        Instant later = Instant.parse("2040-01-01T00:00:00Z");
        SimulatedClock clock = new SimulatedClock(later, Duration.ofMillis(1));
        SimulatedDisk disk = new SimulatedDisk(clock, SEED);
        try (MailStore store = StoreOnDisk.builder(disk).clock(clock).hostName("h").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            assertThat(requireGreater(account, 0)).isPositive();
        }
    }

    /// A clock that was put right tells nothing of the values that were given before, and neither
    /// does one that so many folders have run ahead of.
    @ParameterizedTest
    @ValueSource(ints = {0, 3_600})
    void leadsToGreaterNumbersThanBeforeWhereOurFilesWereDeleted(int secondsAhead)
            throws IOException {
        SimulatedClock clock = new SimulatedClock(Duration.ZERO);
        SimulatedDisk disk = new SimulatedDisk(clock, SEED);
        clock.step(Duration.ofSeconds(secondsAhead));
        long greatest = 0;
        for (int start = 1; start <= STARTS; start++) {
            SortedMap<MailboxName, Long> numbers = numbers(disk, clock);
            assertThat(numbers.values()).as("start " + start).allMatch(isGreaterThan(greatest));
            greatest = Collections.max(numbers.values());
            clock.step(Duration.ofSeconds(-secondsAhead));
            OurFiles.remove(disk, Scenario.MAILDIR);
        }
    }

    private static Predicate<Long> isGreaterThan(long before) {
        return number -> number > before;
    }

    /// Makes sure that there are some folders; answers the UIDVALIDITY of each.
    private static SortedMap<MailboxName, Long> numbers(SimulatedDisk disk, SimulatedClock clock)
            throws IOException {
        SortedMap<MailboxName, Long> numbers = new TreeMap<>();
        try (MailStore store = StoreOnDisk.builder(disk).clock(clock).hostName("h").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            if (account.mailboxes().size() == 1) {
                for (int i = 0; i < FOLDERS; i++) {
                    account.create(MailboxName.parse("Folder " + i, '/'));
                }
            }
            for (MailboxName name : account.mailboxes()) {
                numbers.put(name, account.mailbox(name).snapshot().uidValidity().value());
            }
        }
        return numbers;
    }

    private void deliver(Mailbox inbox, SimulatedClock clock, Trouble trouble) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                all.add(
                        threads.submit(() -> {
                            for (int i = 0; i < MESSAGES_PER_THREAD; i++) {
                                var _ = Mail.deliver(inbox, "a", Flags.NONE);
                            }
                            return null;
                        }));
            }
            disturb(clock, trouble);
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    /// Makes a mailbox again and again; answers its last UIDVALIDITY.
    private static long requireGreater(Account account, long before) throws IOException {
        long last = before;
        for (int i = 0; i < 3; i++) {
            long now = account.create(AGAIN).snapshot().uidValidity().value();
            assertThat(now).isGreaterThan(last);
            account.delete(AGAIN);
            last = now;
        }
        return last;
    }

    /// The names of all files that were ever made in `tmp/`.
    private static List<String> createdNames(DiskLog log) {
        List<String> names = new ArrayList<>();
        for (DiskEvent event : log.events()) {
            if (event instanceof Relinked made
                    && made.kind() == DiskCall.Kind.CREATE
                    && made.what().contains("/tmp/")) {
                names.add(made.what().substring(made.what().lastIndexOf('/') + 1));
            }
        }
        return names;
    }
}
