// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.MailStoreException;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.LinuxDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Runs a scenario again and again, and lets the first call to the disk fail, a later one, and so
/// on, until a run ends untouched. In memory, and for some faults on the real disk as well.
///
/// `-Drookery.faults.every=1` lets each call fail, not one in some; `-Drookery.faults.long=true`
/// takes a longer scenario.
@ExtendWith(QuietLog.class)
class FaultSweepTest {
    private static final boolean LONG = Boolean.getBoolean("rookery.faults.long");
    private static final List<Step> STEPS = LONG ? Scenario.longSteps() : Scenario.steps();
    private static final int EVERY = Integer.getInteger("rookery.faults.every", 8);

    @TempDir private Path home;
    private Path maildir = Scenario.MAILDIR;
    private List<Step> steps = STEPS;

    /// How many of them come before any call may fail; if none, opening may fail too.
    private int calmSteps;

    /// The disk below the faults, for one run.
    private Disk healthy = memory();

    private static SimulatedDisk memory() {
        return new SimulatedDisk(InstantSource.system(), 1);
    }

    private static MailStore store(Disk disk) {
        return StoreOnDisk.builder(disk, 4).flagsToNames(Duration.ZERO).hostName("test").build();
    }

    private Account open(MailStore store) throws IOException {
        return store.open(new AccountLocation(maildir));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "NO_SPACE",
                "SHORT_WRITE",
                "IO_ERROR",
                "LOST_ANSWER",
                "TOO_MANY_FILES",
                "DENIED"
            })
    void keepsItsPromisesWhateverCallFails(Fault fault) throws IOException {
        assertThat(calls(EVERY, n -> survives(fault, n))).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"QUOTA_USED_UP", "READ_ONLY", "NAME_TOO_LONG", "RENAMED_AWAY", "NAME_TAKEN"})
    void keepsThemWhateverElseHappens(Fault fault) throws IOException {
        assertThat(calls(EVERY, n -> comesThrough(fault, n))).isPositive();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NO_SPACE", "QUOTA_USED_UP", "TOO_MANY_FILES", "DENIED"})
    void keepsThemForSeveralMessagesAtOnce(Fault fault) throws IOException {
        steps = Scenario.severalAtOnce();
        calmSteps = 3;
        // Few calls make names.
        int least = fault == Fault.NAME_TAKEN ? 5 : 10;
        assertThat(calls(EVERY, n -> comesThrough(fault, n))).isGreaterThan(least);
    }

    @ParameterizedTest
    @EnumSource
    void keepsThemForMessagesInThePlaceOfOthers(Fault fault) throws IOException {
        steps = Scenario.replacingSteps();
        calmSteps = 3;
        int least = fault == Fault.NAME_TAKEN ? 5 : 10;
        assertThat(calls(Math.ceilDiv(EVERY, 4), n -> comesThrough(fault, n))).isGreaterThan(least);
    }

    /// Runs the steps while the n-th call fails.
    @FunctionalInterface
    private interface Attempt {
        /// Answers whether there was such a call.
        boolean at(int n) throws IOException;
    }

    /// How many calls can meet the fault, give or take some.
    private int calls(int every, Attempt attempt) throws IOException {
        int n = 1;
        while (attempt.at(n)) {
            healthy = memory();
            n += every;
        }
        return n - 1;
    }

    @ParameterizedTest
    @EnumSource(names = {"SHORT_WRITE", "TOO_MANY_FILES"})
    void keepsThemOnTheRealDisk(Fault fault) throws IOException {
        healthy = new LinuxDisk(Durability.NONE);
        int n = 1;
        for (boolean met = true; met; n += EVERY) {
            maildir = home.resolve(fault + "-" + n);
            met = survives(fault, n);
        }
        assertThat(n).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource
    void copiesBytesWhereFilesHaveOneName(Fault fault) throws IOException {
        steps = Scenario.copyingSteps();
        int n = 1;
        for (boolean met = true; met; n += EVERY) {
            healthy = memory().withoutLinks();
            met = comesThrough(fault, n);
        }
        assertThat(n).isGreaterThan(10);
    }

    /// After some faults it is another process that goes on, on a disk that is sound again.
    private boolean comesThrough(Fault fault, int n) throws IOException {
        return switch (fault) {
            case DEATH -> survivesTheEnd(FaultPlan.nth(n, fault));
            case READ_ONLY -> survivesTheEnd(FaultPlan.from(n, fault));
            case NO_SPACE,
                    QUOTA_USED_UP,
                    SHORT_WRITE,
                    IO_ERROR,
                    LOST_ANSWER,
                    TOO_MANY_FILES,
                    DENIED,
                    NAME_TOO_LONG,
                    RENAMED_AWAY,
                    NAME_TAKEN ->
                    survives(fault, n);
        };
    }

    /// Answers whether the fault was met at all.
    private boolean survives(Fault fault, int n) throws IOException {
        FaultyDisk disk = new FaultyDisk(healthy);
        Ledger ledger = new Ledger();
        try (MailStore store = store(disk)) {
            FaultPlan plan = FaultPlan.nth(n, fault);
            Account account = openTwice(store, disk, plan);
            for (Step step : steps) {
                planFrom(step, disk, plan);
                boolean before = disk.hit().isPresent();
                run(step, account, ledger, fault);
                if (!before && disk.hit().isPresent()) {
                    expect(ledger.expected(), ledger, account, "after " + step);
                }
            }
            disk.plan(FaultPlan.HEALTHY);
            expect(ledger.expected(), ledger, account, "in the end");
            disk.plan(plan);
        } catch (AssertionError | RuntimeException | IOException broken) {
            throw new AssertionError("call %d, %s: %s".formatted(n, fault, disk.hit()), broken);
        }
        assertThat(descriptors()).as("open after call %d, %s: %s", n, fault, disk.hit()).isEmpty();
        reopen(ledger, "call %d, %s: %s".formatted(n, fault, disk.hit()));
        return disk.hit().isPresent();
    }

    private void planFrom(Step step, FaultyDisk disk, FaultPlan plan) {
        if (steps.indexOf(step) == calmSteps) {
            disk.plan(plan);
        }
    }

    private Account openTwice(MailStore store, FaultyDisk disk, FaultPlan plan) throws IOException {
        if (calmSteps == 0) {
            disk.plan(plan);
        }
        try {
            return open(store);
        } catch (IOException refused) {
            return open(store);
        }
    }

    private void run(Step step, Account account, Ledger ledger, Fault fault) throws IOException {
        try {
            step.act().on(account, healthy);
        } catch (IOException | MailboxExistsException refused) {
            if (fault == Fault.LOST_ANSWER) {
                againUnlessDone(step, account);
            } else {
                expectRefused(step, account, ledger);
                step.act().on(account, healthy);
            }
        }
        step.effect().accept(ledger);
    }

    /// A subscription is in place as soon as its file is; only whether it is durable may fail then.
    private static void expectRefused(Step step, Account account, Ledger ledger)
            throws IOException {
        Map<String, List<String>> found = ledger.observed(account);
        Map<String, List<String>> wanted = ledger.expected();
        if (step.name().startsWith("another")) {
            // What other programs did is done, whether or not we have seen it.
            return;
        }
        if (step.name().contains("subscribe")) {
            found.remove(Ledger.SUBSCRIBED);
            wanted.remove(Ledger.SUBSCRIBED);
        }
        assertThat(found).as("when refused: " + step).isEqualTo(wanted);
    }

    private void againUnlessDone(Step step, Account account) throws IOException {
        try {
            step.act().on(account, healthy);
        } catch (MailStoreException done) {
            return;
        }
    }

    private static void expect(
            Map<String, List<String>> wanted, Ledger ledger, Account account, String when)
            throws IOException {
        assertThat(ledger.observed(account)).as(when).isEqualTo(wanted);
    }

    private void reopen(Ledger ledger, String what) throws IOException {
        try (MailStore store = store(healthy)) {
            expect(ledger.expected(), ledger, open(store), "reopened after " + what);
        }
    }

    /// What the process has open in the Maildir.
    private List<String> descriptors() throws IOException {
        if (healthy instanceof SimulatedDisk simulated) {
            return simulated.open();
        }
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.flatMap(FaultSweepTest::target)
                    .filter(target -> target.startsWith(maildir.toString()))
                    .toList();
        }
    }

    private static Stream<String> target(Path link) {
        try {
            return Stream.of(Files.readSymbolicLink(link).toString());
        } catch (IOException closedMeanwhile) {
            return Stream.empty();
        }
    }

    @Test
    void keepsItsPromisesWheneverTheProcessDies() throws IOException {
        assertThat(calls(EVERY, n -> comesThrough(Fault.DEATH, n))).isGreaterThan(100);
    }

    /// Once a step is refused, the process ends.
    private boolean survivesTheEnd(FaultPlan plan) throws IOException {
        FaultyDisk disk = new FaultyDisk(healthy);
        Ledger ledger = new Ledger();
        int done = 0;
        try (MailStore store = store(disk)) {
            if (calmSteps == 0) {
                disk.plan(plan);
            }
            Account account = open(store);
            for (Step step : steps) {
                planFrom(step, disk, plan);
                step.act().on(account, healthy);
                step.effect().accept(ledger);
                done++;
            }
        } catch (IOException refused) {
            assertThat(disk.hit()).isPresent();
        }
        disk.die();
        try (MailStore store = store(healthy)) {
            finish(open(store), ledger, done);
        } catch (AssertionError | RuntimeException | IOException broken) {
            throw new AssertionError("ended after " + disk.hit(), broken);
        }
        return disk.hit().isPresent();
    }

    /// Whoever died in the middle of a step finds it not done, or done. Of a move that was not
    /// answered, both source and target may be left.
    private void finish(Account account, Ledger ledger, int done) throws IOException {
        Map<String, List<String>> before = ledger.expected();
        Map<String, List<String>> found = ledger.observed(account);
        if (done == steps.size()) {
            assertThat(found).isEqualTo(before);
            return;
        }
        Step open = steps.get(done);
        open.effect().accept(ledger);
        Map<String, List<String>> after = ledger.expected();
        if (HalfMoved.isLegal(open, before, after, found) && !found.equals(before)) {
            return;
        }
        assertThat(found).as("after " + open).isIn(before, after);
        if (found.equals(before)) {
            open.act().on(account, healthy);
        }
        for (Step step : steps.subList(done + 1, steps.size())) {
            step.act().on(account, healthy);
            step.effect().accept(ledger);
        }
        expect(ledger.expected(), ledger, account, "finished after death");
    }
}
