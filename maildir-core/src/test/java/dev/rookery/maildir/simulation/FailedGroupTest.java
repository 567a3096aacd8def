// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Several clients whose changes share one force, which fails: all of them are refused, and nothing
/// of it comes back.
@Timeout(300)
@ExtendWith(QuietLog.class)
class FailedGroupTest {
    private static final long SEED = 1;
    private static final int STATES = 60;
    private static final Flags SEEN = Flags.of(SystemFlag.SEEN);
    private static final Step BEFORE = Scenario.deliver("INBOX", "before", Flags.NONE);
    private static final Step FIRST = Scenario.deliver("INBOX", "first", Flags.NONE);
    private final SimulatedDisk disk =
            new SimulatedDisk(new SimulatedClock(Duration.ofMillis(1)), SEED);
    private final DiskLog log = disk.record();
    private final FaultyDisk process = new FaultyDisk(disk);

    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch gathered = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);
    private final AtomicInteger forces = new AtomicInteger();
    private final Queue<Step> refused = new ConcurrentLinkedQueue<>();

    @Test
    void isRefusedAsAWhole() throws Exception {
        refuse(
                List.of(
                        Scenario.deliver("INBOX", "one", Flags.NONE),
                        Scenario.deliver("INBOX", "two", SEEN),
                        Scenario.store("INBOX", FlagChange.add(SEEN), "before", SEEN)));
    }

    /// The journal is begun anew before anybody is answered, whatever they do next.
    @Test
    void isNotEvenInTheJournal() throws Exception {
        Flags marked = Flags.of(SystemFlag.FLAGGED);
        refuse(
                List.of(
                        Scenario.store("INBOX", FlagChange.add(SEEN), "before", SEEN),
                        Scenario.store("INBOX", FlagChange.add(marked), "before", marked),
                        Scenario.expunge("INBOX", "before")));
    }

    private void refuse(List<Step> together) throws Exception {
        int answered;
        try (MailStore store = store();
                Account account = open(store)) {
            run(BEFORE, account);
        }
        try (MailStore store = store();
                Account account = open(store)) {
            process.plan(this::hold);
            disk.failingForces((_, path) -> isJournal(path) && forces.incrementAndGet() == 2);
            Thread first = start(FIRST, account);
            writing.await();
            List<Thread> others = new ArrayList<>();
            for (Step step : together) {
                others.add(start(step, account));
            }
            Awaitility.await().until(() -> others.stream().allMatch(FailedGroupTest::waits));
            gathered.countDown();
            first.join();
            for (Thread other : others) {
                other.join();
            }
            assertThat(refused).containsExactlyInAnyOrderElementsOf(together);
            answered = log.size();
            log.mark(new Milestone.Begun(FIRST));
            log.mark(new Milestone.Acknowledged(FIRST));
            told.countDown();
            run(Scenario.deliver("INBOX", "next", Flags.NONE), account);
            log.mark(new Milestone.Seen(Sighting.of(account)));
        }
        cutThePower(answered);
    }

    private MailStore store() {
        return StoreOnDisk.builder(process).hostName("h").build();
    }

    private static Account open(MailStore store) throws IOException {
        return store.open(new AccountLocation(Scenario.MAILDIR));
    }

    private static boolean isJournal(String name) {
        return name.contains("rookery.journal");
    }

    /// Whoever writes first waits until the others stand in line; and work in the background, after
    /// which the journal is another one, until all were answered.
    private Optional<Fault> hold(DiskCall call) {
        if (call.kind() == Kind.FORCE && isJournal(call.name()) && writing.getCount() > 0) {
            writing.countDown();
            await(gathered);
        } else if (call.kind() == Kind.CREATE && Character.isDigit(call.name().charAt(0))) {
            await(told);
        }
        return Optional.empty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    private Thread start(Step step, Account account) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        step.act().on(account, disk);
                    } catch (IOException failed) {
                        refused.add(step);
                    }
                });
    }

    private void run(Step step, Account account) throws IOException {
        log.mark(new Milestone.Begun(step));
        step.act().on(account, disk);
        log.mark(new Milestone.Acknowledged(step));
    }

    private void cutThePower(int answered) throws IOException {
        CrashStates states = new CrashStates(log.events(), SEED, passed -> passed > answered);
        try (CrashCheck check = new CrashCheck(SEED)) {
            var _ =
                    states.visit(
                            STATES,
                            state -> {
                                try {
                                    check.verify(state.image(), state.expectation());
                                } catch (IOException | RuntimeException | AssertionError broken) {
                                    throw new AssertionError(state.describe(), broken);
                                }
                                return true;
                            });
        }
        assertThat(states.count()).isGreaterThan(10);
    }
}
