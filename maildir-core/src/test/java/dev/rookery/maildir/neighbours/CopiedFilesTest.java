// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

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
import dev.rookery.maildir.simulation.DiskCall;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What other programs do to copies while the account is closed: only a copy that a crash
/// interrupted is made again.
@Timeout(60)
@ExtendWith(QuietLog.class)
class CopiedFilesTest {
    private static final MailboxName ARCHIVE = MailboxName.parse("Archive", '/');

    @TempDir private Path home;

    /// How messages come into another folder.
    enum Way {
        COPY,
        MOVE,
        RENAME_OF_INBOX
    }

    @FunctionalInterface
    private interface Visit {
        void to(Account account) throws IOException;
    }

    /// Opens the account, and closes it in order.
    private void visit(Visit visit) throws IOException {
        visit(new FaultyDisk(), visit);
    }

    private void visit(FaultyDisk disk, Visit visit) throws IOException {
        try (MailStore store = StoreOnDisk.builder(disk).hostName("test").build();
                Account account = store.open(new AccountLocation(home.resolve("Maildir")))) {
            visit.to(account);
        }
    }

    private List<Path> archived() throws IOException {
        Path cur = home.resolve("Maildir/.Archive/cur");
        try (Stream<Path> files = Files.list(cur)) {
            return files.toList();
        }
    }

    private void archive(Way way) throws IOException {
        visit(account -> {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Mail.deliver(inbox, "a", Flags.NONE);
            switch (way) {
                case COPY -> inbox.copy(UidSet.of(Uid.FIRST), account.create(ARCHIVE));
                case MOVE -> inbox.move(UidSet.of(Uid.FIRST), account.create(ARCHIVE));
                case RENAME_OF_INBOX -> account.rename(MailboxName.INBOX, ARCHIVE);
            }
        });
        assertThat(archived()).hasSize(1);
    }

    private void assertArchived(int messages) throws IOException {
        for (int opening = 0; opening < 2; opening++) {
            visit(account -> {
                Mailbox archive = account.mailbox(ARCHIVE);
                await().until(() -> archive.refresh().uids().size() == messages);
                assertThat(archive.refresh().uids().size()).isEqualTo(messages);
            });
            assertThat(archived()).hasSize(messages);
        }
    }

    @ParameterizedTest
    @EnumSource
    void staysAwayWhenItsFileIsDeleted(Way way) throws IOException {
        archive(way);
        Files.delete(archived().getFirst());
        assertArchived(0);
    }

    /// As mbsync does, to note what it calls the message.
    @ParameterizedTest
    @EnumSource
    void isOneMessageWhenItsFileGetsAnotherName(Way way) throws IOException {
        archive(way);
        Path file = archived().getFirst();
        Files.move(file, Path.of(file.toString().replaceFirst("(:2,|$)", ",U=12$1")));
        assertArchived(1);
    }

    /// What a crash interrupted is finished once.
    @ParameterizedTest
    @CsvSource({"LINK, 2", "FORCE, 1"})
    void staysAwayOnceARecoveryHasFinishedIt(Kind kind, int nth) throws IOException {
        FaultyDisk process = new FaultyDisk();
        visit(
                process,
                account -> {
                    Mailbox inbox = account.mailbox(MailboxName.INBOX);
                    Mailbox archive = account.create(ARCHIVE);
                    Mail.deliver(inbox, "a", Flags.NONE);
                    Mail.deliver(inbox, "b", Flags.NONE);
                    // This waits for their files.
                    inbox.copy(inbox.snapshot().uids(), inbox);
                    process.plan(death(kind, nth));
                    UidSet both = UidSet.range(new Uid(1), new Uid(2));
                    assertThatThrownBy(() -> inbox.copy(both, archive))
                            .isInstanceOf(IOException.class);
                });
        process.die();
        assertArchived(2);
        for (Path each : archived()) {
            Files.delete(each);
        }
        assertArchived(0);
    }

    private static FaultPlan death(Kind kind, int nth) {
        Predicate<DiskCall> isOne =
                call ->
                        call.kind() == kind
                                && (kind == Kind.LINK || call.name().endsWith("/.Archive/cur"));
        FaultPlan plan = FaultPlan.nth(nth, Fault.DEATH);
        return call -> isOne.test(call) ? plan.on(call) : FaultPlan.HEALTHY.on(call);
    }
}
