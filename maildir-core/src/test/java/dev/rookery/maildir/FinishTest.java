// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.simulation.DiskCall;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Accounts that were open when a process died, and whoever starts next.
@Timeout(120)
@ExtendWith(QuietLog.class)
class FinishTest {
    private static final MailboxName WORK = MailboxName.parse("Work", '/');

    @TempDir private Path home;

    private AccountLocation account() {
        return new AccountLocation(home.resolve("Maildir"));
    }

    private MailStore store(Disk disk) {
        return StoreOnDisk.builder(disk, Duration.ZERO)
                .stateDirectory(home.resolve("state"))
                .build();
    }

    private MailStore store() {
        return store(new LinuxDisk(Durability.NONE));
    }

    private long messages() throws IOException {
        try (Stream<Path> files = Files.list(account().maildir().resolve("new"))) {
            return files.count();
        }
    }

    /// Takes in a message, and dies before there is a file of it.
    private void die() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (MailStore store = store(disk)) {
            Mailbox inbox = store.open(account()).mailbox(MailboxName.INBOX);
            disk.plan(
                    FaultPlan.every(
                            call ->
                                    call.kind() == DiskCall.Kind.CREATE
                                            && Character.isDigit(call.name().charAt(0)),
                            Fault.TOO_MANY_FILES));
            Mail.deliver(inbox, "acknowledged", Flags.NONE);
            disk.die();
        }
        assertThat(messages()).isZero();
    }

    @Test
    void makesFilesOfWhatWasAcknowledgedThoughNobodyOpensTheAccount() throws IOException {
        die();
        try (MailStore store = store()) {
            assertThat(store.leftOpen()).containsExactly(account());
            store.finish(account());
            assertThat(messages()).isEqualTo(1);
            assertThat(store.leftOpen()).isEmpty();
        }
        try (MailStore store = store()) {
            assertThat(store.leftOpen()).isEmpty();
        }
    }

    @Test
    void needsNotDoWhatAnOpeningDid() throws IOException {
        die();
        try (MailStore store = store()) {
            store.open(account()).close();
        }
        assertThat(messages()).isEqualTo(1);
        try (MailStore store = store()) {
            assertThat(store.leftOpen()).isEmpty();
        }
    }

    @Test
    void hasNothingToDoAfterACleanEnd() throws IOException {
        try (MailStore store = store()) {
            Mail.deliver(store.open(account()).mailbox(MailboxName.INBOX), "one", Flags.NONE);
        }
        try (MailStore store = store()) {
            assertThat(store.leftOpen()).isEmpty();
        }
    }

    @Test
    void hasNothingToDoForWhoeverOnlyRead() throws IOException {
        store().close();
        try (MailStore store = store()) {
            store.open(account()).close();
        }
        FaultyDisk disk = new FaultyDisk();
        try (MailStore store = store(disk)) {
            assertThat(store.open(account()).mailbox(MailboxName.INBOX).refresh().uids()).isEmpty();
            disk.die();
        }
        try (MailStore store = store()) {
            assertThat(store.leftOpen()).isEmpty();
        }
    }

    @Test
    void costsOneForceAnAccountNotOneADelivery() throws IOException {
        AtomicInteger forces = new AtomicInteger();
        FaultyDisk disk = new FaultyDisk();
        try (MailStore store = store(disk)) {
            assertThat(store.leftOpen()).isEmpty();
            disk.plan(call -> {
                if (call.kind() == DiskCall.Kind.FORCE && call.name().contains("open-accounts")) {
                    forces.incrementAndGet();
                }
                return Optional.empty();
            });
            Mailbox inbox = store.open(account()).mailbox(MailboxName.INBOX);
            for (int i = 0; i < 10; i++) {
                Mail.deliver(inbox, "message " + i, Flags.NONE);
            }
            assertThat(forces).hasValue(1);
        }
    }

    @Test
    void bringsNamesUpToDateInFoldersOfWhichTheJournalTellsNothingMore() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        MailStore.Builder slowly =
                StoreOnDisk.builder(disk, 3, Duration.ZERO).flagsToNames(Duration.ofHours(1));
        try (MailStore store = slowly.stateDirectory(home.resolve("state")).build()) {
            Account account = store.open(account());
            Mailbox work = account.create(WORK);
            Mail.deliver(work, "acknowledged", Flags.NONE);
            work.changeFlags(work.snapshot().uids(), FlagChange.add(Flags.of(SystemFlag.SEEN)));
            Path begun = account().maildir().resolve("rookery.journal.1");
            int more = 0;
            while (Files.exists(begun) || more < 20) {
                more++;
                Mail.deliver(account.mailbox(MailboxName.INBOX), "more", Flags.NONE);
            }
            disk.die();
        }
        Path cur = account().maildir().resolve(".Work/cur");
        assertThat(cur).isDirectoryNotContaining("glob:**:2,S");
        try (MailStore store = store()) {
            store.finish(account());
            assertThat(cur).isDirectoryContaining("glob:**:2,S");
            assertThat(store.leftOpen()).isEmpty();
        }
    }

    @Test
    void sharesTheAccountWithWhoeverOpensIt() throws IOException {
        die();
        AccountLocation limited = account().limitedTo(QuotaLimits.ofBytes(1_000_000));
        try (MailStore store = store();
                Account account = store.open(limited)) {
            store.finish(account());
            assertThat(account.quota().limits()).isEqualTo(QuotaLimits.ofBytes(1_000_000));
            assertThat(messages()).isEqualTo(1);
            Mail.deliver(account.mailbox(MailboxName.INBOX), "more", Flags.NONE);
            assertThat(store.leftOpen()).isEmpty();
        }
    }

    @Test
    void finishesNothingThatIsDovecots() throws IOException {
        die();
        try (MailStore other = MailStore.builder().durability(Durability.NONE).build()) {
            assertThat(other.export(account())).hasSize(1);
        }
        String list = Files.readString(account().maildir().resolve("dovecot-uidlist"));
        try (MailStore store = store()) {
            store.finish(account());
            assertThat(store.leftOpen()).isEmpty();
        }
        assertThat(account().maildir().resolve("dovecot-uidlist")).hasContent(list);
    }

    @Test
    void forgetsAnAccountThatIsGone() throws IOException {
        die();
        Files.move(account().maildir(), home.resolve("elsewhere"));
        try (MailStore store = store()) {
            store.finish(account());
            assertThat(store.leftOpen()).isEmpty();
        }
        assertThat(account().maildir()).doesNotExist();
    }

    @Test
    void triesAgainAtTheNextStartWhatItCannotFinish() throws IOException {
        die();
        try (MailStore other = MailStore.builder().durability(Durability.NONE).build();
                Account _ = other.open(account());
                MailStore store = store()) {
            assertThatThrownBy(() -> store.finish(account()))
                    .isInstanceOf(AccountInUseException.class);
        }
        try (MailStore store = store()) {
            assertThat(store.leftOpen()).containsExactly(account());
        }
    }

    @Test
    void acknowledgesAlsoWhereTheListCannotBeWritten() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (MailStore store = store(disk)) {
            assertThat(store.leftOpen()).isEmpty();
            disk.plan(
                    FaultPlan.every(call -> call.name().contains("open-accounts"), Fault.IO_ERROR));
            Mailbox inbox = store.open(account()).mailbox(MailboxName.INBOX);
            assertThat(Mail.deliver(inbox, "one", Flags.NONE)).isEqualTo(new Uid(1));
        }
    }
}
