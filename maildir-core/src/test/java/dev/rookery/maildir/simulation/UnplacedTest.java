// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.FolderLayout;
import dev.rookery.maildir.FolderNames;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.QuotaExceededException;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A process dies while it makes the files of messages that were acknowledged.
@Timeout(60)
@ExtendWith(QuietLog.class)
class UnplacedTest {
    private static final int MESSAGES = 200;
    private static final int PLACED = 4;

    /// A start looks again until marks are settled, at two directories each time.
    private static final int LISTINGS_MAX = 120;

    private static final int BODY_BYTES = 60_000;

    /// That fit into 32 MiB twice over.
    private static final int BODIES_MAX = 2 * 32 * 1024 * 1024 / BODY_BYTES;

    private static final int MEMORY = 1024 * 1024;

    /// Until they take more than twice of that.
    private static final int BODIES_IN_MEMORY = 2 * MEMORY / BODY_BYTES + 1;

    private static final MailboxName ARCHIVE = MailboxName.parse("Archive", '/');
    private static final Path ARCHIVE_HOME = Scenario.MAILDIR.resolve(".Archive");
    private static final UidSet BOTH = UidSet.range(Uid.FIRST, new Uid(2));
    private static final int CHECKPOINT_ENTRIES = 20;
    private static final int OPENINGS = 3;

    private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system(), 1);

    private static Account open(MailStore store) throws IOException {
        return store.open(new AccountLocation(Scenario.MAILDIR));
    }

    private static boolean placesMessage(DiskCall call) {
        return call.kind() == Kind.RENAME && !call.name().startsWith("rookery.");
    }

    private void dieWhilePlacing() throws IOException {
        FaultyDisk process = new FaultyDisk(disk);
        FaultPlan death = FaultPlan.nth(PLACED + 1, Fault.DEATH);
        process.plan(call -> placesMessage(call) ? death.on(call) : Optional.empty());
        try (MailStore store = StoreOnDisk.builder(process).hostName("dying").build()) {
            Mailbox inbox = open(store).mailbox(MailboxName.INBOX);
            List<String> subjects = IntStream.range(0, MESSAGES).mapToObj(i -> "m" + i).toList();
            Mail.deliverAll(inbox, Flags.NONE, subjects);
            await().until(() -> process.hit().isPresent());
            assertThatThrownBy(() -> Mail.deliver(inbox, "more", Flags.NONE))
                    .isInstanceOf(IOException.class);
        }
        process.die();
    }

    /// Answers how many files lie in `new/`.
    private int markOneSeen() throws IOException {
        try (Directory home = disk.open(Scenario.MAILDIR);
                Directory fresh = home.openDirectory("new");
                Directory cur = home.openDirectory("cur")) {
            List<Directory.Entry> placed = fresh.list();
            String name = placed.getFirst().name();
            fresh.rename(name, cur, name + ":2,S");
            return placed.size();
        }
    }

    /// However many there are, the folder is not listed for each; what another program renamed
    /// meanwhile is not made again.
    @Test
    void getTheirFilesBack() throws IOException {
        dieWhilePlacing();
        assertThat(markOneSeen()).isEqualTo(PLACED);
        FaultyDisk process = new FaultyDisk(disk);
        AtomicInteger listings = new AtomicInteger();
        process.plan(call -> {
            if (call.kind() == Kind.LIST && !call.name().endsWith("/tmp")) {
                listings.incrementAndGet();
            }
            return Optional.empty();
        });
        try (MailStore store = StoreOnDisk.builder(process).hostName("restarted").build();
                Account account = open(store)) {
            Snapshot found = account.mailbox(MailboxName.INBOX).refresh();
            assertThat(found.uids()).isEqualTo(UidSet.range(Uid.FIRST, new Uid(MESSAGES)));
            assertThat(found.having(SystemFlag.SEEN).size()).isEqualTo(1);
            assertThat(listings.get()).isLessThan(LISTINGS_MAX);
        }
    }

    /// The journal keeps what was acknowledged, and memory as much as it can.
    @Test
    void refusesMoreOnceTooMuchWaits() throws IOException {
        FaultyDisk process = new FaultyDisk(disk);
        byte[] bytes = new byte[BODY_BYTES];
        Arrays.fill(bytes, (byte) 'x');
        try (MailStore store = StoreOnDisk.builder(process).hostName("h").build();
                Account account = open(store)) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            process.plan(FaultPlan.every(UnplacedTest::makesMessage, Fault.DENIED));
            int taken = 0;
            IOException refused = null;
            while (refused == null && taken < 2 * BODIES_MAX) {
                try {
                    deliver(inbox, bytes);
                    taken++;
                } catch (IOException refusal) {
                    refused = refusal;
                }
            }
            assertThat(refused)
                    .hasMessageContaining("cannot be made")
                    .hasCauseInstanceOf(IOException.class);
            assertThat(taken).isGreaterThan(BODIES_MAX / 2);
            process.plan(FaultPlan.HEALTHY);
            deliver(inbox, bytes);
            assertThat(inbox.refresh().uids().size()).isEqualTo(taken + 1);
        }
    }

    /// What waits in one account takes memory from all; whoever delivers to another needs none.
    @Test
    void takesABoundedPartOfMemory() throws IOException {
        FaultyDisk process = new FaultyDisk(disk);
        byte[] bytes = new byte[BODY_BYTES];
        Path inboxNew = Scenario.MAILDIR.resolve("new");
        Path other = Scenario.MAILDIR.resolveSibling("other");
        try (MailStore store =
                        StoreOnDisk.builder(process).memoryBytes(MEMORY).hostName("h").build();
                Account account = open(store);
                Account another = store.open(new AccountLocation(other))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Mailbox others = another.mailbox(MailboxName.INBOX);
            process.plan(FaultPlan.every(UnplacedTest::makesMessage, Fault.DENIED));
            for (int i = 0; i < BODIES_IN_MEMORY; i++) {
                deliver(inbox, bytes);
            }
            assertThatThrownBy(() -> deliver(inbox, bytes)).hasMessageContaining("EACCES");
            process.plan(FaultPlan.HEALTHY);
            try (Delivery delivery = others.deliver(Flags.NONE, Mail.DATE)) {
                delivery.write(bytes, 0, bytes.length);
                assertThat(messages(other.resolve("tmp"))).isEqualTo(1);
                delivery.commit();
            }
            await().until(() -> messages(inboxNew) == BODIES_IN_MEMORY);
        }
    }

    /// A process that can make no file of a message dies.
    private void dieWithMailInTheJournal() throws IOException {
        FaultyDisk process = new FaultyDisk(disk);
        try (MailStore store = StoreOnDisk.builder(process).hostName("dying").build()) {
            Account account = open(store);
            Mailbox archive = account.create(ARCHIVE);
            process.plan(FaultPlan.every(UnplacedTest::makesMessage, Fault.DENIED));
            for (Mailbox each : List.of(account.mailbox(MailboxName.INBOX), archive)) {
                Mail.deliver(each, "one", Flags.NONE);
                Mail.deliver(each, "two", Flags.NONE);
            }
            process.die();
        }
    }

    private static FaultPlan cannotEnter(String directory) {
        return FaultPlan.every(
                call -> call.kind() == Kind.OPEN_DIRECTORY && call.name().equals(directory),
                Fault.DENIED);
    }

    private static void requireBoth(Mailbox mailbox) throws IOException {
        assertThat(mailbox.refresh().uids()).isEqualTo(BOTH);
        assertThat(Mail.subject(mailbox, BOTH.first())).isEqualTo("one");
        assertThat(Mail.subject(mailbox, BOTH.last())).isEqualTo("two");
    }

    /// One folder that nobody may enter keeps nobody from the others, and its mail stays in the
    /// journal until it can be entered; whoever asks for it is told why not.
    @Test
    void keepMailForAFolderThatNobodyMayEnter() throws IOException {
        dieWithMailInTheJournal();
        FaultyDisk process = new FaultyDisk(disk);
        process.plan(cannotEnter(".Archive"));
        try (MailStore store = StoreOnDisk.builder(process).hostName("restarted").build();
                Account account = open(store)) {
            requireBoth(account.mailbox(MailboxName.INBOX));
            assertThat(messages(Scenario.MAILDIR.resolve("new"))).isEqualTo(2);
            assertThat(account.mailboxes()).containsExactly(ARCHIVE, MailboxName.INBOX);
            assertThatThrownBy(() -> account.mailbox(ARCHIVE)).hasMessageContaining("EACCES");

            process.plan(FaultPlan.HEALTHY);
            await().until(() -> messages(ARCHIVE_HOME.resolve("new")) == 2);
            requireBoth(account.mailbox(ARCHIVE));
        }
    }

    /// Nor from opening the account if it holds others.
    @Test
    void keepMailForFoldersBelowOneThatNobodyMayEnter() throws IOException {
        AccountLocation nested =
                new AccountLocation(Scenario.MAILDIR)
                        .with(FolderLayout.FS, FolderNames.MODIFIED_UTF7);
        MailboxName below = MailboxName.parse("Archive/Sub", '/');
        FaultyDisk dying = new FaultyDisk(disk);
        try (MailStore store = StoreOnDisk.builder(dying).hostName("dying").build()) {
            Account account = store.open(nested);
            var _ = account.create(ARCHIVE);
            Mailbox sub = account.create(below);
            dying.plan(FaultPlan.every(UnplacedTest::makesMessage, Fault.DENIED));
            Mail.deliver(sub, "one", Flags.NONE);
            Mail.deliver(sub, "two", Flags.NONE);
            dying.die();
        }
        FaultyDisk process = new FaultyDisk(disk);
        process.plan(cannotEnter("Archive"));
        try (MailStore store = StoreOnDisk.builder(process).hostName("restarted").build();
                Account account = store.open(nested)) {
            assertThat(account.mailboxes()).containsExactly(ARCHIVE, below, MailboxName.INBOX);
            assertThatThrownBy(() -> account.mailbox(below)).hasMessageContaining("EACCES");
            process.plan(FaultPlan.HEALTHY);
            requireBoth(account.mailbox(below));
        }
    }

    /// Nor does it from mail that a quota leaves room for.
    @Test
    void countLaterInAFolderThatNobodyMayEnter() throws IOException {
        dieWithMailInTheJournal();
        FaultyDisk process = new FaultyDisk(disk);
        process.plan(cannotEnter(".Archive"));
        AccountLocation limited =
                new AccountLocation(Scenario.MAILDIR)
                        .limitedTo(new QuotaLimits(OptionalLong.empty(), OptionalLong.of(5)));
        try (MailStore store = StoreOnDisk.builder(process).hostName("restarted").build();
                Account account = store.open(limited)) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            assertThat(account.quota().usedMessages()).isEqualTo(2);
            Mail.deliver(inbox, "three", Flags.NONE);
            assertThat(account.quota().usedMessages()).isEqualTo(3);
            process.plan(FaultPlan.HEALTHY);
            // Who counts in the background may be at an opening that was refused before.
            await().ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> requireBoth(account.mailbox(ARCHIVE)));
            assertThat(account.quota().usedMessages()).isEqualTo(5);
            assertThatThrownBy(() -> Mail.deliver(inbox, "six", Flags.NONE))
                    .isInstanceOf(QuotaExceededException.class);
        }
    }

    /// Neither openings nor indexes make the journal forget of it.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepMailForAFolderWithoutTmp(boolean dies) throws IOException {
        dieWithMailInTheJournal();
        try (Directory archive = disk.open(ARCHIVE_HOME)) {
            archive.rename("tmp", archive, "aside");
            archive.create("tmp", Optional.empty()).close();
        }
        for (int opening = 1; opening <= OPENINGS; opening++) {
            FaultyDisk process = new FaultyDisk(disk);
            try (MailStore store =
                    StoreOnDisk.builder(process, CHECKPOINT_ENTRIES).hostName("again").build()) {
                Account account = open(store);
                Mailbox inbox = account.mailbox(MailboxName.INBOX);
                for (int i = 0; i <= CHECKPOINT_ENTRIES; i++) {
                    Mail.deliver(inbox, "more " + i, Flags.NONE);
                }
                assertThatThrownBy(() -> account.mailbox(ARCHIVE))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("tmp");
                if (dies) {
                    process.die();
                }
            }
        }
        try (Directory archive = disk.open(ARCHIVE_HOME)) {
            assertThat(archive.delete("tmp")).isTrue();
            archive.rename("aside", archive, "tmp");
        }
        try (MailStore store = StoreOnDisk.builder(disk).hostName("restarted").build();
                Account account = open(store)) {
            requireBoth(account.mailbox(ARCHIVE));
            assertThat(messages(ARCHIVE_HOME.resolve("new"))).isEqualTo(2);
        }
    }

    /// What closes gives the folder another chance.
    @Test
    void areFiledAtTheLatestWhenTheAccountCloses() throws IOException {
        dieWithMailInTheJournal();
        FaultyDisk process = new FaultyDisk(disk);
        process.plan(cannotEnter(".Archive"));
        try (MailStore store = StoreOnDisk.builder(process).hostName("restarted").build();
                Account account = open(store)) {
            requireBoth(account.mailbox(MailboxName.INBOX));
            process.plan(FaultPlan.HEALTHY);
        }
        assertThat(messages(ARCHIVE_HOME.resolve("new"))).isEqualTo(2);
    }

    /// They are served from memory as long.
    @ParameterizedTest
    @EnumSource(names = {"DENIED", "READ_ONLY", "QUOTA_USED_UP", "IO_ERROR"})
    void areServedWhereFilesCannotBeMade(Fault fault) throws IOException {
        dieWithMailInTheJournal();
        FaultyDisk process = new FaultyDisk(disk);
        process.plan(FaultPlan.every(UnplacedTest::makesMessage, fault));
        try (MailStore store = StoreOnDisk.builder(process).hostName("restarted").build();
                Account account = open(store)) {
            requireBoth(account.mailbox(MailboxName.INBOX));
            requireBoth(account.mailbox(ARCHIVE));
            assertThat(messages(ARCHIVE_HOME.resolve("new"))).isZero();
            process.plan(FaultPlan.HEALTHY);
            await().until(() -> messages(ARCHIVE_HOME.resolve("new")) == 2);
            requireBoth(account.mailbox(ARCHIVE));
        }
        try (MailStore store = StoreOnDisk.builder(disk).hostName("last").build();
                Account account = open(store)) {
            requireBoth(account.mailbox(MailboxName.INBOX));
            requireBoth(account.mailbox(ARCHIVE));
        }
    }

    private long messages(Path directory) throws IOException {
        try (Directory opened = disk.open(directory)) {
            return opened.list().stream().filter(file -> file.name().contains(".M")).count();
        }
    }

    private static boolean makesMessage(DiskCall call) {
        return call.kind() == Kind.CREATE
                && !call.name().startsWith("rookery.")
                && !call.name().startsWith("dovecot");
    }

    private static void deliver(Mailbox mailbox, byte[] bytes) throws IOException {
        try (Delivery delivery = mailbox.deliver(Flags.NONE, Mail.DATE)) {
            delivery.write(bytes, 0, bytes.length);
            delivery.commit();
        }
    }
}
