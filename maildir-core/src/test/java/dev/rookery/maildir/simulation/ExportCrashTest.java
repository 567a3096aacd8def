// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Cuts the power at every moment of a move back to Dovecot, and lets calls to the disk fail:
/// either all is still ours or the lists for Dovecot are complete, and calling it again, or opening
/// the account, keeps all UIDs.
@Timeout(300)
class ExportCrashTest {
    private static final Logger LOG = Logger.getLogger("dev.rookery.maildir");
    private static final Path MAILDIR = Path.of("/mail");
    private static final MailboxName FOLDER = MailboxName.parse("A", '/');
    private static final List<String> FOR_DOVECOT =
            List.of("dovecot-uidlist", "dovecot-keywords", "dovecot-uidvalidity", "subscriptions");
    private static final List<MailboxName> FOLDERS = List.of(MailboxName.INBOX, FOLDER);
    private static final UidSet LEFT = UidSet.of(new Uid(1), new Uid(3));
    private static final long SEED = 1;
    private static final int STATES = 1_500;
    private static final int STATES_OF_MUTANT = 500;
    private static final int RECORDINGS_MAX = 8;

    private static final String TWICE = "the same directory is forced before it matters";
    private static final String AGAIN = "whoever opens the account next does it again";

    /// Forces of an export that no promise needs, and why.
    private static final Map<String, String> HARMLESS =
            Map.ofEntries(
                    harmless("FolderExport.write(mail) from ExportAccount.write", TWICE),
                    harmless("MoveAside.perform(folder) from FolderExport.write", TWICE),
                    harmless("MoveAside.perform(mail) from FolderExport.write", TWICE),
                    harmless("Subscriptions.write(mail) from EditSubscriptions.prepare", TWICE),
                    harmless("UidValidityFile.write(mail) from UidValidities.write", TWICE),
                    harmless("Retirement.begin(mail) from ExportAccount.handOver", TWICE),
                    harmless(
                            "Retirement.begin(rookery.exported) from ExportAccount.handOver",
                            "it is empty"),
                    harmless("Retirement.finishIfDue(mail) from OpenAccount.export", AGAIN),
                    harmless(
                            "MoveAside.perform(folder) from Retirement.finishIfDue",
                            "whoever finds the folder anew does it again"));

    private final DiskRack rack = new DiskRack();
    private final SimulatedClock clock = new SimulatedClock(Duration.ofMillis(1));
    private long uidValidity;
    private SortedMap<String, String> lists = new TreeMap<>();

    private static Map.Entry<String, String> harmless(String site, String why) {
        return Map.entry("no force in " + site, why);
    }

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
        RecordedCall export = recorded();
        try (MailStore store = restarted()) {
            int states = export.verify(STATES, SEED, (state, _) -> check(state, store));
            System.out.printf(
                    "crash states of an export: %d, %d events%n", states, export.events().size());
            assertThat(states).isGreaterThan(100);
        }
    }

    /// In some runs another force comes so late that it covers one.
    @Test
    void needsEachForce() throws IOException {
        SortedSet<String> uncaught = uncaught();
        for (int i = 1; i < RECORDINGS_MAX && !uncaught.isEmpty(); i++) {
            uncaught.retainAll(uncaught());
        }
        assertThat(uncaught).isEmpty();
    }

    private SortedSet<String> uncaught() throws IOException {
        RecordedCall export = recorded();
        try (MailStore store = restarted()) {
            return export.uncaught(
                    HARMLESS.keySet(), STATES_OF_MUTANT, SEED, (state, _) -> check(state, store));
        }
    }

    private RecordedCall recorded() throws IOException {
        SimulatedDisk before = new SimulatedDisk(clock, SEED);
        DiskLog making = before.record();
        try (MailStore store = StoreOnDisk.builder(before, 2).clock(clock).hostName("a").build()) {
            make(store);
        }
        DiskImage made = RecordedCall.settled(making.events());
        SimulatedDisk disk = new SimulatedDisk(made, clock, SEED);
        DiskLog log = disk.record();
        try (MailStore store = StoreOnDisk.builder(disk, 2).clock(clock).hostName("a").build()) {
            assertThat(store.export(new AccountLocation(MAILDIR))).hasSize(2);
        }
        lists = lists(disk, MAILDIR);
        assertThat(lists).hasSize(2 + 2 + 2);
        return new RecordedCall(made, log.events());
    }

    private MailStore restarted() {
        return StoreOnDisk.builder(rack, Duration.ZERO).clock(clock).hostName("b").build();
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_SPACE", "IO_ERROR"})
    void keepsUidsWhateverCallFails(Fault fault) throws IOException {
        boolean met = true;
        for (int n = 1; met; n += 3 * ImportCrashTest.every(fault)) {
            SimulatedDisk disk = new SimulatedDisk(clock, SEED);
            try (MailStore store =
                    StoreOnDisk.builder(disk, 2).clock(clock).hostName("a").build()) {
                make(store);
            }
            FaultyDisk process = new FaultyDisk(disk);
            process.plan(FaultPlan.nth(n, fault));
            try (MailStore store =
                    StoreOnDisk.builder(process, 2).clock(clock).hostName("a").build()) {
                exportTwice(store);
                assertThat(isOurs(disk)).isFalse();
                assertThat(lists(disk, MAILDIR)).hasSize(2 + 2 + 2);
                process.plan(FaultPlan.HEALTHY);
                try (Account account = store.open(new AccountLocation(MAILDIR))) {
                    for (MailboxName folder : FOLDERS) {
                        checkMailbox(account.mailbox(folder));
                    }
                }
            } catch (IOException | RuntimeException | AssertionError broken) {
                throw new AssertionError("call %d: %s".formatted(n, process.hit()), broken);
            }
            met = process.hit().isPresent();
            assertThat(disk.open()).as("call " + n).isEmpty();
        }
    }

    private static void exportTwice(MailStore store) throws IOException {
        AccountLocation location = new AccountLocation(MAILDIR);
        try {
            assertThat(store.export(location)).hasSize(2);
        } catch (IOException refused) {
            assertThat(store.export(location)).hasSize(2);
        }
    }

    private void make(MailStore store) throws IOException {
        try (Account account = store.open(new AccountLocation(MAILDIR))) {
            account.create(FOLDER);
            account.subscribe(FOLDER);
            for (MailboxName name : FOLDERS) {
                Mailbox mailbox = account.mailbox(name);
                for (String subject : List.of("one", "two", "three")) {
                    Mail.deliver(mailbox, subject, Flags.NONE);
                }
                mailbox.expunge(UidSet.of(new Uid(2)));
                mailbox.changeFlags(UidSet.of(new Uid(3)), FlagChange.add(flags()));
            }
            uidValidity = account.mailbox(FOLDER).snapshot().uidValidity().value();
        }
    }

    private static Flags flags() {
        return Flags.of(List.of(SystemFlag.SEEN), List.of("Work"));
    }

    private void check(CrashStates.State state, MailStore store) throws IOException {
        String name = Integer.toString(state.number());
        SimulatedDisk disk = new SimulatedDisk(state.image(), clock, SEED);
        rack.put(name, disk);
        AccountLocation location = new AccountLocation(Path.of("/", name, "mail"));
        try {
            if (!isOurs(disk)) {
                assertThat(lists(disk, MAILDIR)).isEqualTo(lists);
            }
            if (state.number() % 2 == 0) {
                assertThat(store.export(location)).hasSize(2);
                assertThat(lists(disk, MAILDIR)).isEqualTo(lists);
                assertThat(isOurs(disk)).isFalse();
            }
            try (Account account = store.open(location)) {
                assertThat(account.subscriptions()).containsExactly(FOLDER);
                for (MailboxName folder : FOLDERS) {
                    checkMailbox(account.mailbox(folder));
                }
            }
        } catch (IOException | RuntimeException | AssertionError broken) {
            throw new AssertionError(state.describe(), broken);
        } finally {
            rack.remove(name);
        }
    }

    private void checkMailbox(Mailbox mailbox) throws IOException {
        Snapshot now = mailbox.refresh();
        if (mailbox.name().equals(FOLDER)) {
            assertThat(now.uidValidity().value()).isEqualTo(uidValidity);
        }
        assertThat(now.uids()).isEqualTo(LEFT);
        assertThat(now.flags(new Uid(1))).isEqualTo(Flags.NONE);
        assertThat(now.flags(new Uid(3))).isEqualTo(flags());
        assertThat(Mail.content(mailbox, new Uid(3))).isEqualTo(Ledger.Letter.bytes("three"));
        assertThat(Mail.deliver(mailbox, "four", Flags.NONE)).isEqualTo(new Uid(4));
    }

    /// Whether what lies there still says so.
    private static boolean isOurs(SimulatedDisk disk) throws IOException {
        try (Directory root = disk.open(MAILDIR)) {
            List<String> names = root.list().stream().map(Directory.Entry::name).toList();
            return names.stream().anyMatch(name -> name.startsWith("rookery.journal."))
                    && !names.contains("rookery.exported");
        }
    }

    /// The files for Dovecot that are there, by their places.
    private static SortedMap<String, String> lists(SimulatedDisk disk, Path maildir)
            throws IOException {
        SortedMap<String, String> lists = new TreeMap<>();
        try (Directory root = disk.open(maildir);
                Directory folder = root.openDirectory(".A")) {
            for (Directory each : List.of(root, folder)) {
                for (String name : FOR_DOVECOT) {
                    Optional<String> text = text(each, name);
                    text.ifPresent(it -> lists.put(each + "/" + name, it));
                }
            }
        }
        return lists;
    }

    private static Optional<String> text(Directory folder, String name) throws IOException {
        try (InputFile file = folder.open(name)) {
            byte[] bytes = new byte[(int) file.stat().sizeBytes()];
            assertThat(file.read(0, bytes, 0, bytes.length)).isEqualTo(bytes.length);
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
