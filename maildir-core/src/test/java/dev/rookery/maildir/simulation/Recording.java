// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Change;
import dev.rookery.maildir.FolderLayout;
import dev.rookery.maildir.FolderNames;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.simulation.SimulatedDisk.ForceFailures;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Runs a scenario on a recorded disk: what a client asked for and was told stands in the log where
/// it happened, among the changes of the disk.
///
/// Work in the background goes on between the steps, so that two runs need not have the same log.
final class Recording {
    /// So often that indexes are written again and again.
    static final int CHECKPOINT_ENTRIES = 8;

    private static final int STEPS_AFTER_FAILURE_MAX = 8;
    private static final int CALLS_BEFORE_DEATH_MAX = 25;

    private final Duration flagsToNames;
    private final AccountLocation location;
    private final SimulatedDisk disk;
    private final DiskLog log;
    private final Random random;
    private final Set<Mailbox> listened = new HashSet<>();
    private final Set<Step> asked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Step current;
    private Expectation expectation = Expectation.atFirst();

    private Recording(Duration flagsToNames, long seed) {
        this(flagsToNames, new AccountLocation(Scenario.MAILDIR), seed);
    }

    private Recording(Duration flagsToNames, AccountLocation location, long seed) {
        this.flagsToNames = flagsToNames;
        this.location = location;
        this.disk = new SimulatedDisk(new SimulatedClock(Duration.ofMillis(1)), seed);
        this.log = disk.record();
        this.random = new Random(seed);
    }

    /// Of a healthy disk, but for one force of a journal towards the end, so that another is begun.
    /// In which step depends on the seed.
    ///
    /// @param flagsToNames as the store is given it
    static List<DiskEvent> of(List<Step> steps, Duration flagsToNames, long seed)
            throws IOException {
        Recording recording = new Recording(flagsToNames, seed);
        int afterMax = Math.min(STEPS_AFTER_FAILURE_MAX, steps.size());
        Step late = steps.get(steps.size() - 1 - Math.floorMod(seed, afterMax));
        AtomicBoolean failed = new AtomicBoolean();
        recording.disk.failingForces((_, path) ->
                recording.asked.contains(late)
                        && path.contains("journal")
                        && failed.compareAndSet(false, true));
        recording.run(recording.disk, steps.iterator());
        return recording.log.events();
    }

    /// Of a disk whose calls fail so while `step` is under way. What is refused is asked for again.
    static List<DiskEvent> of(List<Step> steps, long seed, Step step, FaultPlan plan)
            throws IOException {
        Recording recording = new Recording(Duration.ZERO, seed);
        FaultyDisk faulty = new FaultyDisk(recording.disk);
        faulty.plan(call -> step.equals(recording.current) ? plan.on(call) : Optional.empty());
        recording.run(faulty, steps.iterator());
        return recording.log.events();
    }

    /// Of a disk on which such forces fail. What is refused is asked for again.
    static List<DiskEvent> of(List<Step> steps, long seed, ForceFailures failures)
            throws IOException {
        Recording recording = new Recording(Duration.ZERO, seed);
        recording.disk.failingForces(failures);
        recording.run(recording.disk, steps.iterator());
        return recording.log.events();
    }

    /// Of a disk on which no file gets a second name.
    static List<DiskEvent> withoutLinks(List<Step> steps, long seed) throws IOException {
        Recording recording = new Recording(Duration.ZERO, seed);
        var _ = recording.disk.withoutLinks();
        recording.run(recording.disk, steps.iterator());
        return recording.log.events();
    }

    /// Of a disk where folders lie like this.
    static List<DiskEvent> of(List<Step> steps, FolderLayout layout, long seed) throws IOException {
        AccountLocation location =
                new AccountLocation(Scenario.MAILDIR).with(layout, FolderNames.UTF8);
        Recording recording = new Recording(Duration.ZERO, location, seed);
        recording.run(recording.disk, steps.iterator());
        return recording.log.events();
    }

    /// Of processes that die, each in the middle of a step, and are started again while the power
    /// stays on. Moves are left in peace: a half of one would be told apart from none or all.
    static List<DiskEvent> ofDyingProcesses(List<Step> steps, long seed) throws IOException {
        Recording recording = new Recording(Duration.ZERO, seed);
        Iterator<Step> left = steps.iterator();
        FaultyDisk process = new FaultyDisk(recording.disk);
        while (!recording.isFinishedBy(process, left)) {
            process = new FaultyDisk(recording.disk);
        }
        return recording.log.events();
    }

    private MailStore store(Disk seen) {
        return StoreOnDisk.builder(seen, CHECKPOINT_ENTRIES)
                .flagsToNames(flagsToNames)
                .clock(new SimulatedClock(Duration.ofMillis(1)))
                .hostName("recorded")
                .build();
    }

    private void run(Disk seen, Iterator<Step> left) throws IOException {
        try (MailStore store = store(seen);
                Account account = open(store)) {
            look(account);
            while (left.hasNext()) {
                Step step = left.next();
                asked.add(step);
                while (!isDone(step, account)) {
                    look(account);
                }
                look(account);
            }
        }
    }

    private Account open(MailStore store) throws IOException {
        try {
            return store.open(location);
        } catch (IOException refused) {
            return store.open(location);
        }
    }

    /// Goes on where the last process died, until this one does or no step is left.
    private boolean isFinishedBy(FaultyDisk process, Iterator<Step> left) throws IOException {
        try (MailStore store = store(process);
                Account account = store.open(location)) {
            recover(account);
            while (left.hasNext()) {
                Step step = left.next();
                if (!step.name().startsWith("move")) {
                    int calls = 1 + random.nextInt(CALLS_BEFORE_DEATH_MAX);
                    process.plan(FaultPlan.nth(calls, Fault.DEATH));
                }
                if (!isDone(step, account)) {
                    return false;
                }
                process.plan(FaultPlan.HEALTHY);
                look(account);
            }
            return true;
        } catch (IOException dead) {
            if (process.hit().isEmpty()) {
                throw dead;
            }
            return false;
        } finally {
            process.die();
        }
    }

    private void recover(Account account) throws IOException {
        Optional<Step> open = expectation.open();
        Sighting sighting = Sighting.of(account);
        boolean again = open.isPresent() && !expectation.isDone(sighting);
        mark(new Milestone.Recovered(sighting));
        if (again && !isDone(open.orElseThrow(), account)) {
            throw new IOException("refused on a healthy disk: " + open.orElseThrow());
        }
    }

    private boolean isDone(Step step, Account account) {
        mark(new Milestone.Begun(step));
        current = step;
        try {
            step.act().on(account, disk);
        } catch (IOException refused) {
            mark(new Milestone.Refused(step));
            return false;
        } finally {
            current = null;
        }
        mark(new Milestone.Acknowledged(step));
        return true;
    }

    private void look(Account account) throws IOException {
        try {
            mark(new Milestone.Seen(Sighting.of(account)));
        } catch (IOException refused) {
            mark(new Milestone.Seen(Sighting.of(account)));
        }
        for (MailboxName name : account.mailboxes()) {
            if (listened.add(account.mailbox(name))) {
                var _ = account.mailbox(name).subscribe(this::heard);
            }
        }
    }

    private void heard(Change change) {
        Snapshot told = change.snapshot();
        mark(
                new Milestone.Heard(
                        told.uidValidity().value(),
                        told.uidNext().value(),
                        told.highestModSeq().value()));
    }

    private synchronized void mark(Milestone milestone) {
        log.mark(milestone);
        expectation = expectation.after(milestone);
    }
}
