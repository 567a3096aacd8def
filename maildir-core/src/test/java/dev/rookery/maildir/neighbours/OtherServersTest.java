// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Deliveries;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.LogLines;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.simulation.Ledger.Letter;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Dovecot or Courier was not stopped when its mail was taken over, and goes on writing beside us.
@Timeout(60)
class OtherServersTest {
    private static final long V = 1_500_000_000;
    private static final MailboxName WORK = MailboxName.parse("Work", '/');
    private static final MailboxName OTHER = MailboxName.parse("Other", '/');
    private static final UidSet THREE = UidSet.of(new Uid(3));
    private static final FlagChange SEEN = FlagChange.add(Flags.of(SystemFlag.SEEN));
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir private Path home;
    private final LogLines log = new LogLines("dev.rookery.maildir");
    private volatile Duration ahead = Duration.ZERO;
    private MailStore store = builder().build();

    @SuppressWarnings("NullAway.Init") // by open()
    private Account account;

    @SuppressWarnings("NullAway.Init") // by open()
    private Mailbox work;

    private MailStore.Builder builder() {
        return StoreOnDisk.builder(new LinuxDisk(Durability.NONE))
                .clock(this::now)
                .hostName("test");
    }

    private Instant now() {
        return Instant.now().plus(ahead);
    }

    private void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    @BeforeEach
    void takeOver() throws IOException {
        for (String part : List.of("cur", "new", "tmp", ".Work/cur", ".Work/new", ".Work/tmp")) {
            Files.createDirectories(maildir().resolve(part));
        }
        Files.write(path(".Work/cur/1.three:2,"), Letter.bytes("three"));
        writeList(path(".Work"), 9);
        writeList(maildir(), 9);
        Files.writeString(path("dovecot.list.index.log"), "log");
        Files.writeString(path(".Work/dovecot.index.log"), "log");
        open();
        assertThat(work.refresh().uids()).isEqualTo(THREE);
    }

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    private void open() throws IOException {
        account = store.open(location());
        work = account.mailbox(WORK);
    }

    private AccountLocation location() {
        return new AccountLocation(maildir());
    }

    private Path maildir() {
        return home.resolve("Maildir");
    }

    private Path path(String name) {
        return maildir().resolve(name);
    }

    private static void writeList(Path folder, long next) throws IOException {
        Files.writeString(
                folder.resolve("dovecot-uidlist"), "3 V%d N%d\n3 :1.three\n".formatted(V, next));
    }

    private void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(now()));
    }

    private void requireRefused(ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOf(AccountInUseException.class)
                .hasMessageContaining("Stop Dovecot or Courier");
    }

    private List<String> warnings() {
        return log.lines().stream().filter(line -> line.contains("is at work")).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dovecot-uidlist",
                "dovecot.index.log",
                "dovecot.index",
                "dovecot.list.index.log",
                "courierimapuiddb"
            })
    void areNoticedByTheirFiles(String file) throws IOException {
        Files.writeString(path(".Work").resolve(file), "");
        assertThatThrownBy(work::refresh)
                .isInstanceOf(AccountInUseException.class)
                .hasMessageContaining(file)
                .hasMessageContaining(path(".Work").toString());
        assertThat(path(".Work").resolve(file)).exists();
        assertThat(warnings()).singleElement().asString().contains(file);
    }

    private static void replace(UidSet old, Mailbox in, Mailbox target) throws IOException {
        byte[] bytes = Letter.bytes("new");
        try (Deliveries all = target.deliverAll()) {
            all.next(Flags.NONE, Instant.EPOCH);
            all.write(bytes, 0, bytes.length);
            all.commitReplacing(old, in);
        }
    }

    @Test
    void keepUsFromChangingAnything() throws IOException {
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        UidSet mine = UidSet.of(Mail.deliver(inbox, "mine", Flags.NONE));
        writeList(path(".Work"), 30);
        requireRefused(() -> Mail.deliver(work, "ours", Flags.NONE));
        requireRefused(() -> inbox.copy(mine, work));
        requireRefused(() -> inbox.move(mine, work));
        requireRefused(() -> work.move(THREE, inbox));
        requireRefused(() -> work.changeFlags(THREE, SEEN));
        requireRefused(() -> work.changeFlags(THREE, SEEN, work.snapshot().highestModSeq()));
        requireRefused(() -> work.expunge(THREE));
        requireRefused(() -> replace(mine, inbox, work));
        requireRefused(() -> replace(THREE, work, inbox));
        requireRefused(work::refresh);
        requireRefused(() -> account.status(WORK));
        requireRefused(() -> account.rename(WORK, OTHER));
        requireRefused(() -> account.delete(WORK));
        assertThat(Mail.subject(work, new Uid(3))).isEqualTo("three");
        assertThat(inbox.refresh().uids()).isEqualTo(mine);
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void areTakenOverAgainWhenTheyHaveLeft() throws IOException {
        writeList(path(".Work"), 30);
        requireRefused(work::refresh);
        pass(Duration.ofMinutes(4));
        requireRefused(work::refresh);
        touch(path(".Work/dovecot-uidlist"));
        pass(Duration.ofMinutes(4));
        requireRefused(() -> work.changeFlags(THREE, SEEN));

        pass(Duration.ofMinutes(1).plus(SECOND));

        work.changeFlags(THREE, SEEN);
        assertThat(path(".Work/dovecot-uidlist")).doesNotExist();
        assertThat(work.snapshot().uidValidity().value()).isEqualTo(V);
        assertThat(Mail.deliver(work, "ours", Flags.NONE)).isEqualTo(new Uid(30));
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void areToldOfEachTimeTheyCome() throws IOException {
        for (int time = 1; time <= 3; time++) {
            writeList(path(".Work"), 30);
            touch(path(".Work/dovecot-uidlist"));
            requireRefused(work::refresh);
            requireRefused(work::refresh);
            assertThat(warnings()).hasSize(time);
            pass(Duration.ofMinutes(5).plus(SECOND));
            work.refresh();
        }
    }

    /// Its own clock, or ours, was set.
    @Test
    void haveLeftWhereTheirFilesAreFromTheFuture() throws IOException {
        writeList(path(".Work"), 30);
        Files.setLastModifiedTime(
                path(".Work/dovecot-uidlist"), FileTime.from(now().plus(Duration.ofDays(1))));
        requireRefused(work::refresh);
        pass(Duration.ofMinutes(5).plus(SECOND));
        assertThat(work.refresh().uidNext()).isEqualTo(new Uid(30));
    }

    /// Somebody put it there.
    @Test
    void areNotTheOnesWhoWroteAnOldFile() throws IOException {
        writeList(path(".Work"), 30);
        Files.setLastModifiedTime(
                path(".Work/dovecot-uidlist"), FileTime.from(now().minus(Duration.ofMinutes(6))));
        assertThat(work.refresh().uidNext()).isEqualTo(new Uid(30));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void areRememberedWhenTheAccountIsOpenedAgain() throws IOException {
        store.close();
        store = StoreOnDisk.hasty(builder()).build();
        open();
        writeList(maildir(), 30);
        requireTakenOver(maildir(), MailboxName.INBOX);
        writeList(maildir(), 40);
        requireRefused(account.mailbox(MailboxName.INBOX)::refresh);
        account.close();
        await().untilAsserted(() -> requireRefused(() -> store.open(location())));
        assertThat(path("dovecot-uidlist")).exists();
        assertThat(warnings()).hasSize(1);

        pass(Duration.ofMinutes(5).plus(SECOND));

        open();
        assertThat(account.status(MailboxName.INBOX).uidNext().value()).isEqualTo(40);
    }

    /// They may come when nobody has the account open.
    @Test
    void areNoticedThoughTheAccountWasClosedMeanwhile() throws IOException {
        store.close();
        store = StoreOnDisk.hasty(builder()).build();
        open();
        writeList(maildir(), 30);
        requireTakenOver(maildir(), MailboxName.INBOX);
        account.close();
        await().until(() -> !isOpen("Maildir"));
        writeList(maildir(), 40);
        requireRefused(() -> store.open(location()));
        assertThat(path("dovecot-uidlist")).exists();
    }

    private void requireTakenOver(Path folder, MailboxName name) throws IOException {
        account.mailbox(name).refresh();
        assertThat(folder.resolve("dovecot-uidlist")).doesNotExist();
    }

    @Test
    void areNotWeWhenMailIsGivenBack() throws IOException {
        account.close();
        store.close();
        store =
                StoreOnDisk.builder(new LinuxDisk(Durability.NONE), Duration.ZERO)
                        .clock(this::now)
                        .hostName("test")
                        .build();
        for (int i = 0; i < 2; i++) {
            await().ignoreException(AccountInUseException.class)
                    .until(() -> !store.export(location()).isEmpty());
            assertThat(path(".Work/dovecot-uidlist")).exists();
            open();
            assertThat(work.refresh().uids()).isEqualTo(THREE);
            account.close();
        }
        assertThat(warnings()).isEmpty();
    }

    /// Whoever listens has the folder looked at again and again.
    @Test
    void areToldOfOnceHoweverOftenWeLook() throws IOException {
        store.close();
        AtomicInteger looks = new AtomicInteger();
        store =
                StoreOnDisk.hasty(builder())
                        .clock(() -> {
                            looks.incrementAndGet();
                            return now();
                        })
                        .build();
        open();
        writeList(path(".Work"), 30);
        requireTakenOver(path(".Work"), WORK);
        try (Subscription _ = work.subscribe(_ -> {})) {
            // It may have been let go before.
            work.refresh();
            writeList(path(".Work"), 40);
            await().until(() -> !warnings().isEmpty());
            int then = looks.get();
            await().until(() -> looks.get() > then + 20);
        }
        await().until(() -> !isOpen(".Work/cur"));
        requireRefused(work::refresh);
        assertThat(warnings()).hasSize(1);
        assertThat(log.lines()).noneMatch(line -> line.contains("cannot look"));
    }

    private boolean isOpen(String directory) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.anyMatch(each -> target(each).equals(path(directory)));
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException closedMeanwhile) {
            return descriptor;
        }
    }
}
