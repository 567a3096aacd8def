// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Ledger.Letter;
import dev.rookery.maildir.simulation.Mail;
import dev.rookery.maildir.simulation.QuietDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Another program was to move a message from `new/` to `cur/`, by a second name for its file, and
/// died before it took the first one away: with the message, both go.
@Timeout(60)
class TwoNamesTest {
    private static final MailboxName WORK = MailboxName.parse("Work", '/');

    @TempDir private Path home;
    @TempDir private Path elsewhere;

    /// When the second name came.
    enum Since {
        /// Before we knew the message.
        EVER,
        /// While we watched the folder.
        NOW,
        /// And nothing has changed since the account was closed.
        THE_LAST_TIME
    }

    @FunctionalInterface
    private interface Visit {
        void to(Account account) throws IOException;
    }

    private Path maildir() {
        return home.resolve("Maildir");
    }

    private void visit(FaultyDisk disk, Visit visit) throws IOException {
        try (MailStore store = StoreOnDisk.builder(disk.watching()).hostName("test").build();
                Account account = store.open(new AccountLocation(maildir()))) {
            visit.to(account);
        }
    }

    private void visit(Visit visit) throws IOException {
        visit(new FaultyDisk(), visit);
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String directory : List.of("cur", "new")) {
            try (Stream<Path> all = Files.list(maildir().resolve(directory))) {
                files.addAll(all.toList());
            }
        }
        return files;
    }

    private void link(Path fresh) throws IOException {
        Files.createLink(maildir().resolve("cur/" + fresh.getFileName() + ":2,S"), fresh);
    }

    private void leaveTwoNames(Account account, Since since) throws IOException {
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        if (since == Since.NOW) {
            Mail.deliver(inbox, "linked", Flags.NONE);
            await().until(() -> files().size() == 1);
        } else {
            Files.write(maildir().resolve("new/1.linked"), Letter.bytes("linked"));
        }
        link(files().getFirst());
        assertThat(inbox.refresh().uids()).hasToString("1");
    }

    @ParameterizedTest
    @CsvSource({"EVER, false", "NOW, false", "THE_LAST_TIME, false", "EVER, true", "NOW, true"})
    void bothGo(Since since, boolean moved) throws IOException {
        if (since == Since.THE_LAST_TIME) {
            visit(account -> leaveTwoNames(account, since));
            QuietDisk.await(maildir(), elsewhere);
            visit(account -> account.mailbox(MailboxName.INBOX));
        }
        visit(account -> {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            if (since != Since.THE_LAST_TIME) {
                leaveTwoNames(account, since);
            }
            UidSet one = inbox.refresh().uids();
            if (moved) {
                inbox.move(one, account.create(WORK));
            } else {
                inbox.expunge(one);
            }
            await().until(() -> files().isEmpty());
        });
        visit(account -> {
            assertThat(account.mailbox(MailboxName.INBOX).refresh().uids()).isEqualTo(UidSet.EMPTY);
            assertThat(account.mailboxes().contains(WORK)).isEqualTo(moved);
            if (moved) {
                assertThat(account.mailbox(WORK).refresh().uids()).hasToString("1");
            }
        });
    }

    /// A look that misses the second name knows of none, and may come at any moment.
    @Test
    void bothGoWhenALookMissesOneMeanwhile() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (MailStore store = StoreOnDisk.builder(disk).hostName("test").build();
                Account account = store.open(new AccountLocation(maildir()))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            leaveTwoNames(account, Since.EVER);
            List<Path> linked = files();
            AtomicBoolean missed = new AtomicBoolean();
            disk.plan(call -> {
                if (call.kind() == Kind.DELETE
                        && linked.stream().anyMatch(file -> file.endsWith(call.name()))
                        && missed.compareAndSet(false, true)) {
                    lookWithout(inbox, another(linked, call.name()));
                }
                return Optional.empty();
            });
            inbox.expunge(inbox.snapshot().uids());
            await().until(() -> files().isEmpty());
            assertThat(missed).isTrue();
            assertThat(inbox.refresh().uids()).isEqualTo(UidSet.EMPTY);
        }
    }

    /// The name that a flag wants is the second one of the same file already.
    @ParameterizedTest
    @CsvSource({"EVER", "NOW"})
    void becomeOneWithAFlag(Since since) throws IOException {
        visit(account -> {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            leaveTwoNames(account, since);
            inbox.changeFlags(inbox.snapshot().uids(), FlagChange.add(Flags.of(SystemFlag.SEEN)));
            await().until(() -> files().size() == 1);
            assertThat(files().getFirst().toString()).contains("/cur/").endsWith(":2,S");
            assertThat(inbox.refresh().uids()).hasToString("1");
        });
        try (MailStore store = StoreOnDisk.builder(new FaultyDisk()).hostName("test").build()) {
            assertThat(store.export(new AccountLocation(maildir()))).hasSize(1);
        }
    }

    /// After a crash nobody has looked for second names when files of expunged messages go.
    @Test
    void bothGoAfterACrash() throws IOException {
        Path work = maildir().resolve(".Work");
        FaultyDisk disk = new FaultyDisk();
        try (MailStore store = StoreOnDisk.builder(disk).hostName("test").build()) {
            Mailbox mailbox = store.open(new AccountLocation(maildir())).create(WORK);
            Files.write(work.resolve("new/1.linked"), Letter.bytes("linked"));
            Files.createLink(work.resolve("cur/1.linked:2,S"), work.resolve("new/1.linked"));
            assertThat(mailbox.refresh().uids()).hasToString("1");
            disk.plan(FaultPlan.every(call -> call.kind() == Kind.DELETE, Fault.IO_ERROR));
            mailbox.expunge(mailbox.snapshot().uids());
            disk.die();
        }
        visit(account -> {
            Mailbox mailbox = account.mailbox(WORK);
            await().until(() -> mailbox.refresh().uids().isEmpty() && isEmpty(work));
        });
        visit(account ->
                assertThat(account.mailbox(WORK).refresh().uids()).isEqualTo(UidSet.EMPTY));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> cur = Files.list(folder.resolve("cur"));
                Stream<Path> fresh = Files.list(folder.resolve("new"))) {
            return cur.findAny().isEmpty() && fresh.findAny().isEmpty();
        }
    }

    private static Path another(List<Path> linked, String name) {
        return linked.stream().filter(file -> !file.endsWith(name)).findFirst().orElseThrow();
    }

    /// Has the folder looked at while a file is not in it, for as long as the look takes.
    private void lookWithout(Mailbox inbox, Path file) {
        Path aside = elsewhere.resolve("aside");
        try {
            Files.move(file, aside);
            Thread look = Thread.ofPlatform().start(() -> refresh(inbox));
            await().until(() -> hasLooked(look));
            Files.move(aside, file);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /// Whether only the account's writer is awaited.
    private static boolean hasLooked(Thread look) {
        return Arrays.stream(look.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith(".AccountWriter"));
    }

    private static void refresh(Mailbox mailbox) {
        try {
            var _ = mailbox.refresh();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /// A name in another folder is no reason to look for one here.
    @Test
    void listsNothingForACopiedMessage() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        AtomicInteger listings = new AtomicInteger();
        visit(
                disk,
                account -> {
                    Mailbox inbox = account.mailbox(MailboxName.INBOX);
                    Mail.deliver(inbox, "copied", Flags.NONE);
                    UidSet moved = UidSet.of(Mail.deliver(inbox, "moved", Flags.NONE));
                    Mailbox work = account.create(WORK);
                    inbox.copy(inbox.snapshot().uids(), work);
                    disk.plan(call -> {
                        if (call.kind() == Kind.LIST && call.name().endsWith("Maildir/cur")) {
                            listings.incrementAndGet();
                        }
                        return Optional.empty();
                    });
                    inbox.move(moved, work);
                    inbox.expunge(inbox.snapshot().uids());
                    await().until(() -> files().isEmpty());
                });
        assertThat(listings).hasValue(0);
    }
}
