// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Finding;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that dies while it repairs an account leaves one that can be repaired, and so does a
/// power cut, or a call to the disk that fails.
class RepairCrashTest {
    private static final Logger LOG = Logger.getLogger("dev.rookery.maildir");
    private static final AccountLocation LOCATION = new AccountLocation(Scenario.MAILDIR);
    private static final MailboxName A = MailboxName.parse("A", '/');
    private static final MailboxName B = MailboxName.parse("B", '/');
    private static final Duration LOCKS_ARE_STALE = Duration.ofHours(1);
    private static final Flags TEA = Flags.of(List.of(), List.of("Tea"));
    private static final int MESSAGES = 8;
    private static final int EVERY = 7;
    private static final int STATES = 400;
    private static final long SEED = 1;

    /// Forces of a repair that no promise needs, and why.
    private static final Map<String, String> HARMLESS =
            Stream.of(
                            "KeywordFile.change(Maildir) from KeywordExamination.mend",
                            "Subscriptions.write(Maildir) from SubscriptionExamination.examine")
                    .collect(
                            Collectors.toMap(
                                    site -> "no force in " + site,
                                    _ -> "what was wrong is found and mended again"));

    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    private static MailStore store(Disk disk, int checkpointEntries) {
        return store(disk, checkpointEntries, Duration.ZERO);
    }

    private static MailStore store(Disk disk, int checkpointEntries, Duration later) {
        SimulatedClock clock = new SimulatedClock(Duration.ofMillis(1));
        clock.step(later);
        return StoreOnDisk.builder(disk, checkpointEntries, Duration.ZERO)
                .clock(clock)
                .hostName("repaired")
                .build();
    }

    /// An account whose files all have to be mended: the head of its index, how it was closed, the
    /// subscriptions, the keywords, what was left over.
    private static SimulatedDisk damaged() throws IOException {
        SimulatedDisk disk = newDisk();
        damage(disk);
        return disk;
    }

    private static SimulatedDisk newDisk() {
        return new SimulatedDisk(new SimulatedClock(Duration.ofMillis(1)), SEED);
    }

    private static void damage(SimulatedDisk disk) throws IOException {
        try (MailStore store = store(disk, MESSAGES);
                Account account = store.open(LOCATION)) {
            for (int i = 1; i <= MESSAGES; i++) {
                Mail.deliver(account.mailbox(MailboxName.INBOX), "m" + i, TEA);
            }
            await().until(() -> hasHead(disk));
        }
        try (Directory root = disk.open(Scenario.MAILDIR)) {
            try (OutputFile head = root.openForWriting("rookery.index")) {
                head.write(0, new byte[64], 0, 64);
                head.force();
            }
            write(root, "rookery.account", "how was it?");
            write(root, "subscriptions", "V\t2\n\n\u0001\nA\nB\nA\n");
            write(root, "dovecot-keywords", "0 Tea\n0 Milk\n");
            write(root, "maildirsize", "some\n");
            write(root, "rookery.cache", "what?");
            write(root, "rookery.index.rows.77.new", "half");
            root.force();
        }
    }

    private static void write(Directory root, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        root.delete(name);
        try (OutputFile file = root.create(name, Optional.empty())) {
            file.write(0, bytes, 0, bytes.length);
            file.force();
        }
    }

    private static boolean hasHead(Disk disk) throws IOException {
        try (Directory root = disk.open(Scenario.MAILDIR)) {
            return root.stat("rookery.index").isPresent();
        }
    }

    @Test
    void canBeRepairedWheneverTheProcessDied() throws IOException {
        boolean died = true;
        for (int n = 1; died; n += EVERY) {
            SimulatedDisk disk = damaged();
            died = dies(disk, n);
            disk.processDies();
            requireAll(disk, "death at call " + n);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_SPACE", "IO_ERROR"})
    void canBeRepairedWhateverCallFailed(Fault fault) throws IOException {
        boolean met = true;
        for (int n = 1; met; n += EVERY) {
            SimulatedDisk disk = damaged();
            FaultyDisk process = new FaultyDisk(disk);
            process.plan(FaultPlan.nth(n, fault));
            try (MailStore store = store(process, 1_000)) {
                store.repair(LOCATION, _ -> {});
            } catch (IOException refused) {
                assertThat(process.hit()).isPresent();
            }
            met = process.hit().isPresent();
            assertThat(disk.open()).as("call " + n).isEmpty();
            requireAll(disk, "%s at call %d: %s".formatted(fault, n, process.hit()));
        }
    }

    @Test
    void canBeRepairedWheneverThePowerWasCut() throws IOException {
        int states = recorded().verify(STATES, SEED, RepairCrashTest::check);
        assertThat(states).isPositive();
    }

    @Test
    void needsEachForce() throws IOException {
        assertThat(recorded().uncaught(HARMLESS.keySet(), STATES, SEED, RepairCrashTest::check))
                .isEmpty();
    }

    private static RecordedCall recorded() throws IOException {
        SimulatedDisk before = newDisk();
        DiskLog damaging = before.record();
        damage(before);
        DiskImage damaged = RecordedCall.settled(damaging.events());
        SimulatedDisk disk = new SimulatedDisk(damaged, dayAfter(), SEED);
        DiskLog log = disk.record();
        try (MailStore store = store(disk, 1_000)) {
            store.repair(LOCATION, _ -> {});
        }
        return new RecordedCall(damaged, log.events());
    }

    private static void check(CrashStates.State state, int told) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(state.image(), dayAfter(), SEED);
        LetterCheck.verify(disk, Scenario.MAILDIR);
        requireAll(disk, state.describe());
    }

    private static SimulatedClock dayAfter() {
        SimulatedClock clock = new SimulatedClock(Duration.ofMillis(1));
        clock.step(Duration.ofDays(1));
        return clock;
    }

    /// Answers whether the repair got as far as that call.
    private static boolean dies(SimulatedDisk disk, int call) throws IOException {
        FaultyDisk process = new FaultyDisk(disk);
        process.plan(FaultPlan.nth(call, Fault.DEATH));
        try (MailStore store = store(process, 1_000)) {
            store.repair(LOCATION, _ -> {});
        } catch (IOException dead) {
            assertThat(process.hit()).isPresent();
        }
        Optional<DiskCall> hit = process.hit();
        process.die();
        return hit.isPresent();
    }

    private static void requireAll(SimulatedDisk disk, String when) throws IOException {
        List<String> subjects = new ArrayList<>();
        try (MailStore store = store(disk, 1_000, LOCKS_ARE_STALE)) {
            store.repair(LOCATION, _ -> {});
            try (Account account = store.open(LOCATION)) {
                assertThat(account.subscriptions()).as(when).containsExactly(A, B);
                Mailbox inbox = account.mailbox(MailboxName.INBOX);
                for (Uid uid : inbox.snapshot().uids()) {
                    LetterReader reader = new LetterReader();
                    Mail.content(inbox, uid, reader);
                    String subject = reader.subject(when);
                    subjects.add(subject);
                    assertThat(inbox.snapshot().flags(uid)).as(when).isEqualTo(TEA);
                    boolean told = uid.value() <= MESSAGES;
                    assertThat(!told || subject.equals("m" + uid.value())).as(when).isTrue();
                }
            }
        }
        assertThat(subjects).as(when).hasSize(MESSAGES).doesNotHaveDuplicates();
        List<Finding> further = new ArrayList<>();
        try (MailStore store = store(disk, 1_000, LOCKS_ARE_STALE)) {
            store.examine(LOCATION, further::add);
        }
        assertThat(further).as(when).isEmpty();
    }
}
