// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.internal.files.Directory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Cuts the power at every moment while mailboxes are found that another program made, some days
/// apart: how far UIDVALIDITY is stands outside all our files before anybody is told a value.
class CounterCrashTest {
    private static final long SEED = 1;
    private static final int STATES = 1_000;
    private static final int STATES_OF_MUTANT = 300;
    private static final int MAILBOXES = 3;
    private static final Duration LATER = Duration.ofDays(2);

    /// The name of the counter's twin says the same.
    private static final Set<String> HARMLESS =
            Set.of(
                    "no force in SmallFile.write(dovecot-uidvalidity.rookery-new) from"
                            + " UidValidityFile.write");

    private final SimulatedClock clock = new SimulatedClock(Duration.ofMillis(1));
    private final List<Long> values = new ArrayList<>();

    @Test
    void countsDurablyBeforeAValueIsTold() throws IOException {
        int states = recorded().verify(STATES, SEED, this::check);
        assertThat(states).isGreaterThan(100);
    }

    @Test
    void needsEachForce() throws IOException {
        assertThat(recorded().uncaught(HARMLESS, STATES_OF_MUTANT, SEED, this::check)).isEmpty();
    }

    /// What stands there is enough for a long time: not each mailbox costs a force.
    @Test
    void countsInSteps() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(clock, SEED);
        DiskLog log = disk.record();
        try (MailStore store = StoreOnDisk.builder(disk).clock(clock).hostName("a").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            for (int i = 0; i < MAILBOXES; i++) {
                account.create(MailboxName.parse("Mailbox " + i, '/'));
            }
        }
        assertThat(log.events())
                .filteredOn(DiskEvent.Relinked.class::isInstance)
                .filteredOn(event -> event.toString().contains("dovecot-uidvalidity.rookery-new"))
                .hasSizeLessThanOrEqualTo(2);
    }

    private RecordedCall recorded() throws IOException {
        SimulatedDisk before = new SimulatedDisk(clock, SEED);
        DiskLog making = before.record();
        try (MailStore store = StoreOnDisk.builder(before).clock(clock).hostName("a").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            values.add(account.mailbox(MailboxName.INBOX).snapshot().uidValidity().value());
        }
        DiskImage made = RecordedCall.settled(making.events());
        SimulatedDisk disk = new SimulatedDisk(made, clock, SEED);
        DiskLog log = disk.record();
        try (MailStore store = StoreOnDisk.builder(disk).clock(clock).hostName("a").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            for (int i = 0; i < MAILBOXES; i++) {
                clock.step(LATER);
                makeFolder(disk, ".Mailbox " + i);
                MailboxName name = MailboxName.parse("Mailbox " + i, '/');
                long value = account.mailbox(name).snapshot().uidValidity().value();
                values.add(value);
                log.mark(new Milestone.Heard(value, 1, 1));
            }
        }
        return new RecordedCall(made, log.events());
    }

    private static void makeFolder(SimulatedDisk disk, String name) throws IOException {
        try (Directory root = disk.open(Scenario.MAILDIR);
                Directory folder = root.createDirectory(name, Optional.empty())) {
            for (String part : List.of("cur", "new", "tmp")) {
                folder.createDirectory(part, Optional.empty()).close();
            }
            folder.force();
            root.force();
        }
    }

    private void check(CrashStates.State state, int told) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(state.image(), clock, SEED);
        try {
            CounterCheck.verify(disk, Scenario.MAILDIR, values.get(told));
        } catch (AssertionError broken) {
            throw new AssertionError(state.describe(), broken);
        }
    }
}
