// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.FolderLayout;
import dev.rookery.maildir.FolderNames;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.model.Recount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// Starts a store on what a power cut left, and looks whether every promise holds.
///
/// One store serves many disks, so that its threads are made once for all of them; now and then it
/// is closed for a new one, which finds the last account without our files: the mail is all there.
final class CrashCheck implements AutoCloseable {
    private static final int OPENED_TWICE_EVERY = 10;
    private static final int CHECKS_PER_STORE = 100;
    private static final int CUTS_MEANWHILE_MAX = 12;
    private static final String ONE_MORE = "one more";

    private final DiskRack rack = new DiskRack();
    private final SimulatedClock clock = new SimulatedClock(Duration.ofMillis(1));
    private final long seed;
    private final FolderLayout layout;
    private final UnaryOperator<SimulatedDisk> kind;
    private MailStore store;
    private int started;
    private int verified;

    CrashCheck(long seed) {
        this(seed, UnaryOperator.identity());
    }

    /// @param kind what the disks of the restarted machine are like
    CrashCheck(long seed, UnaryOperator<SimulatedDisk> kind) {
        this(seed, kind, FolderLayout.MAILDIR_PLUS_PLUS);
    }

    /// @param layout of the folders
    CrashCheck(long seed, UnaryOperator<SimulatedDisk> kind, FolderLayout layout) {
        this.seed = seed;
        this.kind = kind;
        this.layout = layout;
        clock.step(Duration.ofDays(1));
        this.store = newStore();
    }

    private MailStore newStore() {
        return StoreOnDisk.builder(rack, Recording.CHECKPOINT_ENTRIES, Duration.ZERO)
                .clock(clock)
                .hostName("restarted")
                .build();
    }

    /// @throws AssertionError if a promise is broken
    void verify(DiskImage image, Expectation expectation) throws IOException {
        SimulatedDisk disk = disk(image);
        start(disk, new DiskLog(), expectation);
        if (++verified % CHECKS_PER_STORE == 0) {
            verifyWithoutOurFiles(disk);
        }
    }

    private SimulatedDisk disk(DiskImage image) {
        return kind.apply(new SimulatedDisk(image, clock, seed + started));
    }

    /// A start after a power cut, and all that happened then.
    record Restart(DiskImage image, Expectation expectation, List<DiskEvent> events) {}

    /// Like [#verify], with a record of the start.
    Restart restart(DiskImage image, Expectation expectation) throws IOException {
        SimulatedDisk disk = disk(image);
        DiskLog log = disk.record();
        start(disk, log, expectation);
        return new Restart(image, expectation, log.events());
    }

    /// Like [#verify], and again after power cuts at some moments of the recovery; answers at how
    /// many.
    int verifyWithCutsMeanwhile(DiskImage image, Expectation expectation) throws IOException {
        Restart restart = restart(image, expectation);
        SplittableRandom random = new SplittableRandom(seed + started);
        CrashStates states =
                new CrashStates(restart, restart.events(), seed, _ -> random.nextInt(4) == 0);
        var _ =
                states.visit(
                        CUTS_MEANWHILE_MAX,
                        state -> {
                            verifySecondCut(state);
                            return true;
                        });
        return states.count();
    }

    private void verifySecondCut(CrashStates.State state) {
        try {
            verify(state.image(), state.expectation());
        } catch (IOException | RuntimeException | AssertionError broken) {
            throw new AssertionError("second cut, " + state.describe(), broken);
        }
    }

    /// Whether all promises hold.
    boolean holds(CrashStates.State state) {
        try {
            verify(state.image(), state.expectation());
            return true;
        } catch (IOException | RuntimeException | AssertionError broken) {
            return false;
        }
    }

    private void start(SimulatedDisk disk, DiskLog log, Expectation expectation)
            throws IOException {
        LetterCheck.verify(disk, Scenario.MAILDIR);
        OptionalLong told = expectation.greatestUidValidity();
        if (told.isPresent()) {
            CounterCheck.verify(disk, Scenario.MAILDIR, told.getAsLong());
        }
        String name = Integer.toString(++started);
        rack.put(name, disk);
        try {
            start(name, log, expectation);
        } finally {
            rack.remove(name);
        }
    }

    private void start(String name, DiskLog log, Expectation expectation) throws IOException {
        Optional<Sighting> last = Optional.empty();
        try (Account account = store.open(location(name))) {
            // From here on the sum is carried on, whatever folders turn out to hold.
            var _ = account.quota();
            Sighting sighting = Sighting.of(account);
            expectation.verify(sighting);
            Recount.of(account).requireToldBy(account.quota());
            log.mark(new Milestone.Recovered(sighting));
            deliverOneMore(account, sighting, log);
            if (started % OPENED_TWICE_EVERY == 0) {
                last = Optional.of(Sighting.of(account));
            }
        }
        if (last.isPresent()) {
            requireSaidAgain(name, last.get());
        }
    }

    /// What was told after a restart is what the next one tells.
    private void requireSaidAgain(String name, Sighting before) throws IOException {
        try (Account account = store.open(location(name))) {
            assertThat(Sighting.of(account).text()).as("opened again").isEqualTo(before.text());
        }
    }

    private AccountLocation location(String name) {
        Path maildir = Path.of("/", name).resolve(Path.of("/").relativize(Scenario.MAILDIR));
        return new AccountLocation(maildir)
                .with(
                        layout,
                        layout == FolderLayout.FS ? FolderNames.UTF8 : FolderNames.MODIFIED_UTF7);
    }

    /// Whoever deletes all our files loses numbers, uses and annotations, and no message and no
    /// flag.
    private void verifyWithoutOurFiles(SimulatedDisk disk) throws IOException {
        Sighting before = sighting(disk);
        store.close();
        store = newStore();
        OurFiles.remove(disk, Scenario.MAILDIR);
        Sighting now = sighting(disk);
        assertThat(mail(now)).as("without our files").isEqualTo(mail(before));
        for (Map.Entry<String, Sighting.Folder> each : before.folders().entrySet()) {
            Sighting.Folder folder = Objects.requireNonNull(now.folders().get(each.getKey()));
            assertThat(folder.uidValidity())
                    .as("UIDVALIDITY of " + each.getKey())
                    .isGreaterThan(each.getValue().uidValidity());
        }
    }

    private Sighting sighting(SimulatedDisk disk) throws IOException {
        String name = Integer.toString(++started);
        rack.put(name, disk);
        try (Account account = store.open(location(name))) {
            return Sighting.of(account);
        } finally {
            rack.remove(name);
        }
    }

    private static SortedMap<String, List<String>> mail(Sighting sighting) {
        SortedMap<String, List<String>> mail = sighting.text();
        mail.remove(Ledger.USES);
        mail.remove(Ledger.ANNOTATED);
        return mail;
    }

    private static void deliverOneMore(Account account, Sighting before, DiskLog log)
            throws IOException {
        String folder = before.folders().lastKey();
        long uidNext = before.folders().lastEntry().getValue().uidNext();
        Step step = Scenario.deliver(folder, ONE_MORE, Flags.NONE);
        Mailbox mailbox = account.mailbox(Scenario.name(folder));
        log.mark(new Milestone.Begun(step));
        Uid uid = Mail.deliver(mailbox, ONE_MORE, Flags.NONE);
        log.mark(new Milestone.Acknowledged(step));
        if (uid.value() < uidNext) {
            throw new AssertionError("UID " + uid + " of " + folder + " is below UIDNEXT");
        }
        LetterReader reader = new LetterReader();
        Mail.content(mailbox, uid, reader);
        assertThat(reader.subject("UID " + uid + " of " + folder)).isEqualTo(ONE_MORE);
    }

    @Override
    public void close() {
        store.close();
    }
}
