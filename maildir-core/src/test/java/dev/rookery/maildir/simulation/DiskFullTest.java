// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.LinuxDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskFullTest {
    private static final int MESSAGES = 100;
    private static final int MARKED = 20;
    private static final int MANY = 6_000;
    private static final int OPENINGS = 6;
    private static final int ANSWER_SECONDS = 30;

    /// With fewer a mailbox begins anew.
    private static final int UIDS_LEFT_MIN = 1 << 16;

    @TempDir private Path home;
    private final FaultyDisk disk = new FaultyDisk();

    private static MailStore store(Disk disk) {
        return StoreOnDisk.builder(disk).hostName("test").build();
    }

    private Mailbox inbox(MailStore store) throws IOException {
        Account account = store.open(new AccountLocation(home.resolve("Maildir")));
        return account.mailbox(MailboxName.INBOX);
    }

    private long files(String directory) throws IOException {
        try (Stream<Path> all = Files.list(home.resolve("Maildir").resolve(directory))) {
            return all.count();
        }
    }

    /// What the journal has room for is acknowledged until it shows that there is none for files.
    @Test
    void refusesDeliveriesAndKeepsThoseItDidNot() throws IOException {
        UidSet acknowledged;
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            Mail.deliver(inbox, "before", Flags.NONE);
            disk.plan(FaultPlan.diskFull());
            await().until(() -> refuses(inbox));

            acknowledged = inbox.refresh().uids();
            for (Uid uid : acknowledged) {
                assertThat(Mail.content(inbox, uid)).isNotEmpty();
            }
            assertThat(files("tmp")).isZero();
            disk.plan(FaultPlan.HEALTHY);
            await().until(() -> files("new") == acknowledged.size());
            await().until(() -> !refuses(inbox));
        }
        try (MailStore store = store(new LinuxDisk(Durability.NONE))) {
            assertThat(inbox(store).snapshot().uids())
                    .isEqualTo(UidSet.range(new Uid(1), new Uid(acknowledged.size() + 1)));
        }
    }

    private static boolean refuses(Mailbox inbox) throws IOException {
        try {
            Mail.deliver(inbox, "as long as possible", Flags.NONE);
            return false;
        } catch (NoSpaceException refused) {
            return true;
        }
    }

    @Test
    void canBeEmptied() throws IOException {
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            for (int i = 1; i <= MESSAGES; i++) {
                Mail.deliver(inbox, "message " + i, Flags.NONE);
            }
            disk.plan(FaultPlan.diskFull());
            useUpWhatIsLeft(inbox, SystemFlag.SEEN);

            FlagChange mark = FlagChange.add(Flags.of(SystemFlag.DELETED));
            for (int i = 1; i <= MESSAGES; i++) {
                UidSet message = UidSet.of(new Uid(i));
                if (i <= MARKED) {
                    inbox.changeFlags(message, mark);
                    assertThat(inbox.snapshot().having(SystemFlag.DELETED)).isEqualTo(message);
                }
                inbox.expunge(message);
            }

            assertThat(inbox.snapshot().uids().isEmpty()).isTrue();
            await().until(() -> files("new") + files("cur") == 0);
            disk.plan(FaultPlan.HEALTHY);
            assertThat(Mail.deliver(inbox, "after", Flags.NONE)).isEqualTo(new Uid(MESSAGES + 1));
        }
        try (MailStore store = store(new LinuxDisk(Durability.NONE))) {
            assertThat(inbox(store).snapshot().uids()).isEqualTo(UidSet.of(new Uid(MESSAGES + 1)));
        }
    }

    /// More at once than what is kept for that can tell of.
    @Test
    void canBeEmptiedAtOnce() throws IOException {
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(home.resolve("Maildir").resolve(part));
        }
        for (int i = 1; i <= MANY; i++) {
            Files.createFile(home.resolve("Maildir/cur/" + i + ".M" + i + ".h:2,"));
        }
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            UidSet all = inbox.refresh().uids();
            assertThat(all.size()).isEqualTo(MANY);
            disk.plan(FaultPlan.diskFull());
            useUpWhatIsLeft(inbox, SystemFlag.SEEN);
            useUpWhatIsLeft(inbox, SystemFlag.DELETED);

            inbox.expunge(all);

            assertThat(inbox.snapshot().uids().isEmpty()).isTrue();
            await().until(() -> files("cur") == 0);
        }
    }

    /// Changes flags until even that is refused.
    private static void useUpWhatIsLeft(Mailbox inbox, SystemFlag flag) {
        Flags flags = Flags.of(flag);
        UidSet first = UidSet.of(new Uid(1));
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                inbox.changeFlags(first, FlagChange.add(flags));
                                inbox.changeFlags(first, FlagChange.remove(flags));
                            }
                        })
                .isInstanceOf(NoSpaceException.class);
    }

    @Test
    void opensWhatIsThere() throws IOException {
        try (MailStore store = store(disk)) {
            Mail.deliver(inbox(store), "before", Flags.of(SystemFlag.SEEN));
        }
        disk.plan(FaultPlan.diskFull());
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            assertThat(Mail.content(inbox, new Uid(1))).isEqualTo(Ledger.Letter.bytes("before"));
            inbox.expunge(UidSet.of(new Uid(1)));
            await().until(() -> files("cur") == 0);
        }
    }

    /// Messages that have files, and messages of a full disk that have none.
    private UidSet deliverUntilFull(Mailbox inbox, FaultyDisk process) throws IOException {
        for (int i = 1; i <= MARKED; i++) {
            Mail.deliver(inbox, "placed " + i, Flags.NONE);
        }
        await().until(() -> files("new") == MARKED);
        process.plan(FaultPlan.diskFull());
        await().until(() -> refuses(inbox));
        UidSet acknowledged = inbox.snapshot().uids();
        assertThat(acknowledged.size()).isGreaterThan(MARKED);
        return acknowledged;
    }

    /// Whoever comes back finds all that was acknowledged, can make room, and loses nothing by it.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void opensWhileMailWaitsForRoom(boolean dies) throws IOException {
        UidSet acknowledged;
        try (MailStore store = store(disk)) {
            acknowledged = deliverUntilFull(inbox(store), disk);
            if (dies) {
                disk.die();
            }
        }
        UidSet ends = UidSet.of(acknowledged.first()).or(UidSet.of(acknowledged.last()));
        FaultyDisk process = new FaultyDisk();
        process.plan(FaultPlan.diskFull());
        try (MailStore store = store(process)) {
            Mailbox inbox = inbox(store);
            assertThat(inbox.refresh().uids()).isEqualTo(acknowledged);
            for (Uid uid : acknowledged) {
                assertThat(Mail.subject(inbox, uid)).isNotEmpty();
            }
            assertThat(refuses(inbox)).isTrue();
            inbox.changeFlags(ends, FlagChange.add(Flags.of(SystemFlag.DELETED)));
            inbox.expunge(ends);
            await().until(() -> files("new") + files("cur") == MARKED - 1);

            process.plan(FaultPlan.HEALTHY);
            await().until(() -> files("new") + files("cur") == acknowledged.size() - 2);
            await().until(() -> !refuses(inbox));
        }
        try (MailStore store = store(new LinuxDisk(Durability.NONE))) {
            UidSet left = acknowledged.minus(ends);
            assertThat(inbox(store).snapshot().uids().and(acknowledged)).isEqualTo(left);
        }
    }

    /// However often it is opened in vain.
    @Test
    void losesNothingByOpeningsInVain() throws IOException {
        UidSet acknowledged;
        try (MailStore store = store(disk)) {
            acknowledged = deliverUntilFull(inbox(store), disk);
            disk.die();
        }
        for (int opening = 1; opening <= OPENINGS; opening++) {
            FaultyDisk process = new FaultyDisk();
            process.plan(FaultPlan.diskFull());
            try (MailStore store = store(process)) {
                assertThat(inbox(store).refresh().uids()).isEqualTo(acknowledged);
                if (opening % 2 == 0) {
                    process.die();
                }
            }
            assertThat(files("tmp")).isZero();
        }
        try (MailStore store = store(new LinuxDisk(Durability.NONE))) {
            Mailbox inbox = inbox(store);
            assertThat(inbox.refresh().uids()).isEqualTo(acknowledged);
            assertThat(files("new") + files("cur")).isEqualTo(acknowledged.size());
        }
    }

    /// What other programs did meanwhile shows as soon as there is room to note it.
    @Test
    void looksLaterAtWhatItHasNoRoomFor() throws IOException {
        Path maildir = home.resolve("Maildir");
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            Mail.deliver(inbox, "ours", Flags.NONE);
            await().until(() -> files("new") == 1);
            disk.plan(FaultPlan.diskFull());
            useUpWhatIsLeft(inbox, SystemFlag.SEEN);
            disk.die();
        }
        Path ours;
        try (Stream<Path> all = Files.list(maildir.resolve("new"))) {
            ours = all.findFirst().orElseThrow();
        }
        Files.move(ours, maildir.resolve("cur/" + ours.getFileName() + ":2,Fa"));
        Files.write(maildir.resolve("new/1.theirs"), Ledger.Letter.bytes("theirs"));
        Files.writeString(maildir.resolve("dovecot-keywords"), "0 $Later\n");
        Files.createDirectories(maildir.resolve(".Theirs/cur"));

        FaultyDisk process = new FaultyDisk();
        process.plan(FaultPlan.diskFull());
        try (MailStore store = store(process)) {
            Account account = store.open(new AccountLocation(maildir));
            assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX);
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            UidSet first = UidSet.of(Uid.FIRST);
            assertThat(inbox.refresh().uids()).isEqualTo(first);
            assertThat(Mail.subject(inbox, Uid.FIRST)).isEqualTo("ours");
            assertThat(inbox.refresh().uids()).isEqualTo(first);

            process.plan(FaultPlan.HEALTHY);
            assertThat(account.mailboxes()).hasSize(2);
            assertThat(inbox.refresh().uids().size()).isEqualTo(2);
            assertThat(Mail.subject(inbox, new Uid(2))).isEqualTo("theirs");
            assertThat(inbox.snapshot().having(SystemFlag.FLAGGED)).isEqualTo(first);
            assertThat(inbox.snapshot().havingKeyword("$Later")).isEqualTo(first);
        }
    }

    /// A folder whose UIDs are nearly used up begins anew when that can be done.
    @Test
    void opensWhereItCannotBeginAnew() throws IOException {
        long uids = Uid.MAX - UIDS_LEFT_MIN - MARKED;
        Path maildir = home.resolve("Maildir");
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(maildir.resolve(part));
        }
        Files.write(maildir.resolve("cur/1.a:2,"), Ledger.Letter.bytes("theirs"));
        Files.writeString(
                maildir.resolve("dovecot-uidlist"),
                "3 V1500000000 N%d\n%d :1.a\n".formatted(uids + 1, uids));
        UidSet acknowledged;
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            assertThat(inbox.snapshot().uids()).isEqualTo(UidSet.of(new Uid(uids)));
            acknowledged = deliverUntilFull(inbox, disk).or(inbox.snapshot().uids());
            disk.die();
        }
        FaultyDisk process = new FaultyDisk();
        process.plan(FaultPlan.diskFull());
        try (MailStore store = store(process)) {
            assertThat(inbox(store).refresh().uids()).isEqualTo(acknowledged);
        }
        try (MailStore store = store(new LinuxDisk(Durability.NONE))) {
            UidSet anew = UidSet.range(Uid.FIRST, new Uid(acknowledged.size()));
            assertThat(inbox(store).refresh().uids()).isEqualTo(anew);
        }
    }

    /// Who changes nothing is not refused with those who have no room, nor keeps anybody from more
    /// of it.
    @Test
    void refusesNobodyWhoAsksForNoRoom() throws Exception {
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            for (int i = 1; i <= 2; i++) {
                Mail.deliver(inbox, "message " + i, Flags.NONE);
            }
            await().until(() -> files("new") == 2);
            disk.plan(FaultPlan.diskFull());
            useUpWhatIsLeft(inbox, SystemFlag.SEEN);
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch held = new CountDownLatch(1);
            disk.plan(call -> {
                if (call.kind() == DiskCall.Kind.FORCE
                        && call.name().startsWith("rookery.journal")
                        && held.getCount() > 0) {
                    held.countDown();
                    awaitQuietly(go);
                }
                return FaultPlan.diskFull().on(call);
            });
            FlagChange mark = FlagChange.add(Flags.of(SystemFlag.DELETED));
            FlagChange nothing = FlagChange.remove(Flags.of(SystemFlag.FLAGGED));
            Asking first = ask(() -> inbox.changeFlags(UidSet.of(new Uid(1)), mark));
            held.await();
            Asking idle = ask(() -> inbox.changeFlags(UidSet.of(new Uid(1)), nothing));
            Asking second = ask(() -> inbox.changeFlags(UidSet.of(new Uid(2)), mark));
            go.countDown();
            for (Asking each : List.of(first, idle, second)) {
                each.answer().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            }
            assertThat(inbox.snapshot().having(SystemFlag.DELETED).size()).isEqualTo(2);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record Asking(CompletableFuture<Snapshot> answer) {}

    /// Asks on a thread of its own, and answers when that waits.
    private static Asking ask(Callable<Snapshot> asked) {
        CompletableFuture<Snapshot> answer = new CompletableFuture<>();
        Thread asking =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                answer.complete(asked.call());
                            } catch (Exception refused) {
                                answer.completeExceptionally(refused);
                            }
                        });
        await().until(() -> asking.getState() == Thread.State.WAITING);
        return new Asking(answer);
    }
}
