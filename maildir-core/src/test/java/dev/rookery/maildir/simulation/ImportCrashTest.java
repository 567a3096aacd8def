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
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.simulation.Ledger.Letter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Cuts the power at every moment of the first opening of an account that Dovecot had, and lets
/// calls to the disk fail: UIDs it told stay those of their messages, and none is given out twice.
@Timeout(300)
class ImportCrashTest {
    private static final Logger LOG = Logger.getLogger("dev.rookery.maildir");
    private static final Path MAILDIR = Path.of("/mail");
    private static final long V = 1_500_000_000;
    private static final long SEED = 1;
    private static final int STATES = 6_000;
    private static final int STATES_OF_MUTANT = 500;
    private static final Milestone TOLD = new Milestone.Heard(V, 0, 0);
    private static final Map<Long, String> LISTED = Map.of(3L, "three", 5L, "five", 7L, "seven");

    /// Forces of an import that no promise needs, and why.
    private static final Map<String, String> HARMLESS =
            Map.of(
                    "no force in MoveAside.perform(mail) from ImportFolder.run",
                    "a list that comes back agrees with what was taken over",
                    "no force in MoveAside.perform(mail) from DiscoverFolders.add",
                    "nothing of ours lies there that could come back",
                    "no force in SmallFile.write(dovecot-uidvalidity.rookery-new) from"
                            + " UidValidityFile.write",
                    "the name of the counter's twin says the same",
                    "no force in UidValidityFile.write(mail) from UidValidities.write",
                    "the first journal forces the same directory");

    private final DiskRack rack = new DiskRack();
    private final SimulatedClock clock = new SimulatedClock(Duration.ofMillis(1));

    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @Test
    void keepsUidsWhereverThePowerIsCut() throws IOException {
        RecordedCall opening = recorded();
        try (MailStore store = restarted()) {
            int states = opening.verify(STATES, SEED, (state, told) -> check(state, store, told));
            System.out.printf(
                    "crash states of an import: %d, %d events%n", states, opening.events().size());
            assertThat(states).isGreaterThan(100);
        }
    }

    @Test
    void needsEachForce() throws IOException {
        RecordedCall opening = recorded();
        try (MailStore store = restarted()) {
            assertThat(
                            opening.uncaught(
                                    HARMLESS.keySet(),
                                    STATES_OF_MUTANT,
                                    SEED,
                                    (state, told) -> check(state, store, told)))
                    .isEmpty();
        }
    }

    private RecordedCall recorded() throws IOException {
        DiskImage dovecots = made();
        SimulatedDisk disk = new SimulatedDisk(dovecots, clock, SEED);
        DiskLog log = disk.record();
        try (MailStore store = StoreOnDisk.builder(disk, 2).clock(clock).hostName("a").build();
                Account account = store.open(new AccountLocation(MAILDIR))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Map<Long, String> found = subjects(inbox);
            log.mark(TOLD);
            assertThat(found).containsAllEntriesOf(LISTED).containsEntry(9L, "later");
            assertThat(Mail.deliver(inbox, "ours", Flags.NONE)).isEqualTo(new Uid(10));
            log.mark(TOLD);
        }
        return new RecordedCall(dovecots, log.events());
    }

    private MailStore restarted() {
        return StoreOnDisk.builder(rack, Duration.ZERO).clock(clock).hostName("b").build();
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_SPACE", "IO_ERROR"})
    void keepsUidsWhateverCallFails(Fault fault) throws IOException {
        DiskImage dovecots = made();
        boolean met = true;
        for (int n = 1; met; n += every(fault)) {
            SimulatedDisk disk = new SimulatedDisk(dovecots, clock, SEED);
            FaultyDisk process = new FaultyDisk(disk);
            process.plan(FaultPlan.nth(n, fault));
            String when = "call " + n;
            try (MailStore store =
                    StoreOnDisk.builder(process, 2).clock(clock).hostName("a").build()) {
                requireListed(openTwice(store), when + process.hit());
            }
            met = process.hit().isPresent();
            assertThat(disk.open()).as(when).isEmpty();
            try (MailStore store = StoreOnDisk.builder(disk).clock(clock).hostName("b").build()) {
                requireListed(store.open(new AccountLocation(MAILDIR)), "reopened after " + when);
            }
        }
    }

    /// All calls can meet the hardware; some of them are enough.
    static int every(Fault fault) {
        return fault == Fault.IO_ERROR ? 5 : 1;
    }

    private static Account openTwice(MailStore store) throws IOException {
        AccountLocation location = new AccountLocation(MAILDIR);
        try {
            return store.open(location);
        } catch (IOException refused) {
            return store.open(location);
        }
    }

    /// Asks again what was refused.
    private static void requireListed(Account opened, String when) throws IOException {
        try (Account account = opened) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Map<Long, String> found;
            try {
                found = subjects(inbox);
            } catch (IOException refused) {
                found = subjects(inbox);
            }
            assertThat(inbox.snapshot().uidValidity().value()).as(when).isEqualTo(V);
            assertThat(found).as(when).containsAllEntriesOf(LISTED).containsEntry(9L, "later");
            assertThat(found).as(when).hasSize(LISTED.size() + 1);
        }
    }

    private void check(CrashStates.State state, MailStore store, int told) throws IOException {
        String name = Integer.toString(state.number());
        SimulatedDisk disk = new SimulatedDisk(state.image(), clock, SEED);
        if (told > 0) {
            CounterCheck.verify(disk, MAILDIR, V);
        }
        rack.put(name, disk);
        Path maildir = Path.of("/", name, "mail");
        try (Account account = store.open(new AccountLocation(maildir))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Map<Long, String> found = subjects(inbox);
            Map<Long, String> promised = new TreeMap<>(LISTED);
            if (told > 0) {
                promised.put(9L, "later");
            }
            if (told > 1) {
                promised.put(10L, "ours");
            }
            assertThat(inbox.snapshot().uidValidity().value()).isEqualTo(V);
            assertThat(found).containsAllEntriesOf(promised);
            assertThat(found.values()).contains("later").doesNotHaveDuplicates();
            assertThat(found.keySet()).doesNotContain(1L, 2L, 4L, 6L, 8L);
            Uid next = Mail.deliver(inbox, "next", Flags.NONE);
            assertThat(next.value())
                    .isGreaterThan(promised.size() > 3 ? 8 + promised.size() - 3 : 8);
        } catch (IOException | RuntimeException | AssertionError broken) {
            throw new AssertionError(state.describe(), broken);
        } finally {
            rack.remove(name);
        }
    }

    private static Map<Long, String> subjects(Mailbox mailbox) throws IOException {
        Map<Long, String> subjects = new TreeMap<>();
        for (Uid uid : mailbox.refresh().uids()) {
            String text = new String(Mail.content(mailbox, uid), StandardCharsets.UTF_8);
            subjects.put(uid.value(), text.substring("Subject: ".length(), text.indexOf("\r\n")));
        }
        return subjects;
    }

    /// What Dovecot left, all of it durable.
    private DiskImage made() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(clock, SEED);
        DiskLog log = disk.record();
        try (Directory root = disk.openOrCreate(MAILDIR, Optional.empty());
                Directory cur = root.createDirectory("cur", Optional.empty());
                Directory fresh = root.createDirectory("new", Optional.empty());
                Directory tmp = root.createDirectory("tmp", Optional.empty())) {
            String list = "3 V" + V + " N9\n3 :1.three\n4 :1.gone\n5 :1.five\n7 :1.seven\n";
            put(root, "dovecot-uidlist", list.getBytes(StandardCharsets.UTF_8));
            put(root, "dovecot-keywords", "0 Work\n".getBytes(StandardCharsets.UTF_8));
            put(cur, "1.three:2,S", Letter.bytes("three"));
            put(cur, "1.five:2,a", Letter.bytes("five"));
            put(fresh, "1.seven", Letter.bytes("seven"));
            put(fresh, "2.later", Letter.bytes("later"));
            tmp.force();
            root.force();
        }
        return RecordedCall.settled(log.events());
    }

    private static void put(Directory directory, String name, byte[] bytes) throws IOException {
        try (OutputFile file = directory.create(name, Optional.empty())) {
            file.write(0, bytes, 0, bytes.length);
            file.force();
        }
        directory.force();
    }
}
