// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.delivery.OldDrafts;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import dev.rookery.maildir.simulation.Ledger.Letter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Processes that die while a message is on its way from `tmp/` to its place: what lies in `tmp/`
/// is taken only if it is known to be whole.
@ExtendWith(QuietLog.class)
class InterruptedCopyTest {
    private static final MailboxName WORK = MailboxName.parse("Work", '/');
    private static final int CHECKPOINT_ENTRIES = 20;
    private static final System.Logger LOG = System.getLogger(InterruptedCopyTest.class.getName());
    private static final String LARGE = "large a";

    private static final UidSet BOTH = UidSet.range(Uid.FIRST, new Uid(2));
    private static final int LOOKS = 4;

    private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system(), 1).withoutLinks();

    private static Account open(MailStore store) throws IOException {
        return store.open(new AccountLocation(Scenario.MAILDIR));
    }

    private interface Work {
        void run(Account account, FaultyDisk process) throws IOException;
    }

    /// Does some work in a process that dies of it.
    private void die(Work work) throws IOException {
        die(disk, work);
    }

    private static void die(SimulatedDisk disk, Work work) throws IOException {
        FaultyDisk process = new FaultyDisk(disk);
        try (MailStore store =
                StoreOnDisk.builder(process, CHECKPOINT_ENTRIES).hostName("dying").build()) {
            Account account = open(store);
            assertThatThrownBy(() -> work.run(account, process)).isInstanceOf(IOException.class);
        }
        process.die();
    }

    /// The process dies at the second of such calls from here on.
    private static FaultPlan deathAtSecond(Predicate<DiskCall> which) {
        FaultPlan second = FaultPlan.nth(2, Fault.DEATH);
        return call -> which.test(call) ? second.on(call) : Optional.empty();
    }

    private static boolean isOfMessage(DiskCall call) {
        return !call.name().startsWith("rookery.");
    }

    @Test
    void makesAHalfWrittenCopyAgain() throws IOException {
        die((account, process) -> {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Mailbox work = account.create(WORK);
            Mail.deliver(inbox, LARGE, Flags.NONE);
            process.plan(deathAtSecond(call -> call.kind() == Kind.EXTEND && isOfMessage(call)));
            inbox.copy(inbox.snapshot().uids(), work);
        });
        try (MailStore store = StoreOnDisk.builder(disk).hostName("restarted").build()) {
            Mailbox work = open(store).mailbox(WORK);
            assertThat(work.snapshot().uids().size()).isEqualTo(1);
            assertThat(Mail.content(work, work.snapshot().uids().first()))
                    .isEqualTo(Letter.bytes(LARGE));
        }
        try (Directory home = disk.open(Scenario.MAILDIR.resolve(".Work"));
                Directory tmp = home.openDirectory("tmp")) {
            assertThat(tmp.list()).isEmpty();
        }
    }

    /// What a crash interrupted is finished before an index makes the journal forget of what the
    /// messages were copies.
    @Test
    void finishesACopyBeforeItsRecordGoes() throws IOException {
        SimulatedDisk withLinks = new SimulatedDisk(InstantSource.system(), 1);
        die(
                withLinks,
                (account, process) -> {
                    Mailbox inbox = account.mailbox(MailboxName.INBOX);
                    Mailbox work = account.create(WORK);
                    Mail.deliver(inbox, "a", Flags.NONE);
                    Mail.deliver(inbox, "b", Flags.NONE);
                    process.plan(deathAtSecond(call -> call.kind() == Kind.LINK));
                    inbox.copy(inbox.snapshot().uids(), work);
                });
        die(
                withLinks,
                (account, process) -> {
                    Mailbox inbox = account.mailbox(MailboxName.INBOX);
                    Set<String> before = journals(withLinks);
                    for (int i = 0; i <= CHECKPOINT_ENTRIES; i++) {
                        Mail.deliver(inbox, "more " + i, Flags.NONE);
                    }
                    await().until(() -> Collections.disjoint(journals(withLinks), before));
                    process.plan(FaultPlan.every(_ -> true, Fault.DEATH));
                    Mail.deliver(inbox, "last", Flags.NONE);
                });
        try (MailStore store = StoreOnDisk.builder(withLinks).hostName("restarted").build()) {
            Mailbox work = open(store).mailbox(WORK);
            assertThat(work.snapshot().uids().size()).isEqualTo(2);
        }
    }

    /// Of two copies in another folder, a process makes one and dies.
    private static SimulatedDisk afterHalfACopy(MailboxName from, MailboxName to)
            throws IOException {
        SimulatedDisk withLinks = new SimulatedDisk(InstantSource.system(), 1);
        die(
                withLinks,
                (account, process) -> {
                    var _ = account.create(WORK);
                    Mailbox source = account.mailbox(from);
                    Mail.deliver(source, "a", Flags.NONE);
                    Mail.deliver(source, "b", Flags.NONE);
                    process.plan(deathAtSecond(call -> call.kind() == Kind.LINK));
                    source.copy(source.snapshot().uids(), account.mailbox(to));
                });
        return withLinks;
    }

    private static void requireBoth(Mailbox mailbox) throws IOException {
        assertThat(mailbox.refresh().uids()).isEqualTo(BOTH);
        assertThat(Mail.subject(mailbox, BOTH.first())).isEqualTo("a");
        assertThat(Mail.subject(mailbox, BOTH.last())).isEqualTo("b");
    }

    private static boolean isReadable(Mailbox mailbox, Uid uid) throws IOException {
        try {
            return !Mail.subject(mailbox, uid).isEmpty();
        } catch (IOException unfinished) {
            return false;
        }
    }

    private static long files(SimulatedDisk disk, String... directories) throws IOException {
        long files = 0;
        for (String each : directories) {
            try (Directory directory = disk.open(Scenario.MAILDIR.resolve(each))) {
                files += directory.list().size();
            }
        }
        return files;
    }

    /// A full disk has no room for names. Until it has, the copy is not missing, and its original
    /// stays, whoever expunges it.
    @Test
    void finishesACopyWhenThereIsRoom() throws IOException {
        SimulatedDisk withLinks = afterHalfACopy(MailboxName.INBOX, WORK);
        FaultyDisk process = new FaultyDisk(withLinks);
        process.plan(FaultPlan.diskFull());
        try (MailStore store = StoreOnDisk.builder(process).hostName("restarted").build()) {
            Account account = open(store);
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Mailbox work = account.mailbox(WORK);
            for (int look = 1; look <= LOOKS; look++) {
                assertThat(work.refresh().uids()).isEqualTo(BOTH);
            }
            assertThat(isReadable(work, BOTH.first()) && isReadable(work, BOTH.last())).isFalse();
            inbox.expunge(BOTH);
            assertThat(work.refresh().uids()).isEqualTo(BOTH);
            process.plan(FaultPlan.HEALTHY);
            await().until(() -> isReadable(work, BOTH.first()) && isReadable(work, BOTH.last()));
            requireBoth(work);
            await().until(() -> files(withLinks, "cur", "new") == 0);
        }
        try (MailStore store = StoreOnDisk.builder(withLinks).hostName("last").build()) {
            requireBoth(open(store).mailbox(WORK));
        }
    }

    /// Nor does an index make the journal forget of it. All others have their mail.
    @Test
    void finishesACopyWhoseOriginalCannotBeReached() throws IOException {
        SimulatedDisk withLinks = afterHalfACopy(WORK, MailboxName.INBOX);
        for (int opening = 1; opening <= 2; opening++) {
            FaultyDisk process = new FaultyDisk(withLinks);
            process.plan(
                    FaultPlan.every(
                            call ->
                                    call.kind() == Kind.OPEN_DIRECTORY
                                            && call.name().equals(".Work"),
                            Fault.DENIED));
            try (MailStore store =
                    StoreOnDisk.builder(process, CHECKPOINT_ENTRIES).hostName("again").build()) {
                Account account = open(store);
                Mailbox inbox = account.mailbox(MailboxName.INBOX);
                for (int i = 0; i <= CHECKPOINT_ENTRIES; i++) {
                    Mail.deliver(inbox, "more " + i, Flags.NONE);
                }
                assertThat(inbox.refresh().uids().and(BOTH)).isEqualTo(BOTH);
                process.die();
            }
        }
        try (MailStore store = StoreOnDisk.builder(withLinks).hostName("last").build()) {
            Mailbox inbox = open(store).mailbox(MailboxName.INBOX);
            inbox.expunge(inbox.snapshot().uids().minus(BOTH));
            requireBoth(inbox);
        }
    }

    /// Both stand in one group of the journal, and nobody was told of either.
    @Test
    void finishesACopyOfWhatIsExpunged() throws Exception {
        SimulatedDisk withLinks = new SimulatedDisk(InstantSource.system(), 1);
        FaultyDisk process = new FaultyDisk(withLinks);
        CountDownLatch queued = new CountDownLatch(1);
        AtomicBoolean held = new AtomicBoolean();
        FaultPlan secondLink = deathAtSecond(call -> call.kind() == Kind.LINK);
        try (MailStore store = StoreOnDisk.builder(process).hostName("dying").build()) {
            Account account = open(store);
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Mailbox work = account.create(WORK);
            Mail.deliver(inbox, "a", Flags.NONE);
            Mail.deliver(inbox, "b", Flags.NONE);
            UidSet both = inbox.snapshot().uids();
            inbox.copy(both, inbox);
            process.plan(call -> {
                if (call.kind() == Kind.FORCE
                        && call.name().startsWith("rookery.journal")
                        && held.compareAndSet(false, true)) {
                    awaitQuietly(queued);
                }
                return secondLink.on(call);
            });
            Thread other = start(() -> Mail.deliver(work, "c", Flags.NONE));
            await().untilTrue(held);
            Thread copy = start(() -> inbox.copy(both, work));
            await().until(() -> copy.getState() == Thread.State.WAITING);
            Thread expunge = start(() -> inbox.expunge(both));
            await().until(() -> expunge.getState() == Thread.State.WAITING);
            queued.countDown();
            for (Thread each : List.of(other, copy, expunge)) {
                each.join();
            }
            assertThat(process.hit()).isPresent();
        }
        process.die();
        try (MailStore store = StoreOnDisk.builder(withLinks).hostName("restarted").build()) {
            Account account = open(store);
            assertThat(account.mailbox(MailboxName.INBOX).snapshot().uids().first())
                    .isEqualTo(new Uid(3));
            assertThat(account.mailbox(WORK).refresh().uids().size()).isEqualTo(3);
        }
    }

    private interface Asked {
        void of() throws IOException;
    }

    private static Thread start(Asked asked) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        asked.of();
                    } catch (IOException dead) {
                        LOG.log(System.Logger.Level.DEBUG, "the process died", dead);
                    }
                });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Set<String> journals(SimulatedDisk disk) throws IOException {
        try (Directory home = disk.open(Scenario.MAILDIR)) {
            return home.list().stream()
                    .map(Directory.Entry::name)
                    .filter(name -> name.startsWith("rookery.journal."))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void takesNoDraftOfAnotherSizeForAMessage() throws IOException {
        die((account, process) -> {
            process.plan(
                    FaultPlan.every(
                            call -> call.kind() == Kind.RENAME && isOfMessage(call), Fault.DEATH));
            Mail.deliver(account.mailbox(MailboxName.INBOX), LARGE, Flags.NONE);
        });
        try (Directory home = disk.open(Scenario.MAILDIR);
                Directory tmp = home.openDirectory("tmp")) {
            String draft =
                    tmp.list().stream()
                            .map(Directory.Entry::name)
                            .filter(name -> !name.startsWith(OldDrafts.PROBE))
                            .findFirst()
                            .orElseThrow();
            try (OutputFile file = tmp.openForWriting(draft)) {
                file.append(new byte[] {'x'});
            }
        }
        try (MailStore store = StoreOnDisk.builder(disk).hostName("restarted").build()) {
            Mailbox inbox = open(store).mailbox(MailboxName.INBOX);
            // It is not missed before the disk's clock has ticked since.
            await().until(() -> inbox.refresh().uids().isEmpty());
            assertThat(Mail.deliver(inbox, "b", Flags.NONE)).isEqualTo(new Uid(2));
        }
    }
}
