// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Change;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.FolderLayout;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.layout.RemovedFolder;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The directory of an open folder, or a part of it, goes away, and something else may come into
/// its place: it is gone, or goes on there, and no mail that was acknowledged is lost.
@Timeout(120)
@ExtendWith(QuietLog.class)
class MissingFolderTest extends ReplaceableFolder {
    /// Mail that a crash left is made in the directory that was looked into, and counts as made
    /// only where the name leads.
    @Test
    void mailThatACrashLeftGoesWhereTheNameLeads() throws Exception {
        Account dying = open();
        Mailbox mailbox = dying.create(ARCHIVE);
        deliver(mailbox, "a");
        awaitFiles(archive(), "a");
        disk.plan(FaultPlan.every(call -> call.kind() == Kind.CREATE, Fault.TOO_MANY_FILES));
        deliver(mailbox, "b");
        disk.die();
        close();
        FaultyDisk next = new FaultyDisk().watching();
        AtomicInteger tries = new AtomicInteger();
        try (MailStore restarted =
                        StoreOnDisk.builder(next, CHECKPOINT_ENTRIES).hostName("test").build();
                Account account = openWhereOneIsMissing(restarted, next, tries)) {
            awaitFiles(archive(), "a", "b");
            requireTold(account.mailbox(ARCHIVE));
        }
        assertThat(tries.get()).isGreaterThan(1);
    }

    /// The folder cannot be entered at first; when its file is made at last, somebody puts another
    /// directory in its place, and somebody else looks into that.
    private Account openWhereOneIsMissing(MailStore restarted, FaultyDisk next, AtomicInteger tries)
            throws IOException {
        String name = archive().getFileName().toString();
        Path backup = backup();
        next.plan(
                FaultPlan.every(
                        call -> call.kind() == Kind.OPEN_DIRECTORY && call.name().equals(name),
                        Fault.DENIED));
        Account account = restarted.open(location());
        next.plan(call -> {
            boolean ofMail = Character.isDigit(call.name().charAt(0));
            if (call.kind() == Kind.CREATE && ofMail && tries.incrementAndGet() == 1) {
                replaceAndLook(backup, account);
            }
            return Optional.empty();
        });
        return account;
    }

    private void replaceAndLook(Path backup, Account account) {
        try {
            Mailbox mailbox = account.mailbox(ARCHIVE);
            replaceBy(backup);
            var _ = mailbox.refresh();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /// INBOX is always there, and gets what it lacks.
    @Test
    void inboxGetsWhatSomebodyTookAway() throws IOException {
        Account account = open();
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        deliver(inbox, "a");
        awaitFiles(maildir(), "a");
        Backup.remove(maildir().resolve("cur"));
        deliver(inbox, "b");
        awaitFiles(maildir(), "a", "b");
        assertThat(maildir().resolve("cur")).isDirectory();
        requireTold(inbox);
    }

    /// As one whose directory is missing as a whole.
    @ParameterizedTest
    @EnumSource(FolderLayout.class)
    void isGoneWithItsMail(FolderLayout which) throws IOException {
        layout = which;
        Account account = open();
        Mailbox mailbox = account.create(ARCHIVE);
        deliver(mailbox, "a");
        awaitFiles(archive(), "a");
        Backup.remove(archive().resolve("cur"));
        assertThat(account.mailboxes()).doesNotContain(ARCHIVE);
        assertThatThrownBy(() -> mailbox.refresh()).isInstanceOf(NoSuchMailboxException.class);
    }

    /// Of INBOX only the parts can be: its directory is the account's.
    @Test
    void partsOfInboxAreReplaced() throws IOException {
        Account account = open();
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        deliver(inbox, "a", "b");
        awaitFiles(maildir(), "a", "b");
        for (String part : List.of("cur", "new", "tmp")) {
            Path copied = nowhere();
            Backup.copy(maildir().resolve(part), copied);
            Files.move(maildir().resolve(part), nowhere());
            Files.move(copied, maildir().resolve(part));
            deliver(inbox, "after " + part, "large after " + part);
            awaitFiles(maildir(), "after " + part, "large after " + part);
            requireTold(inbox);
        }
    }

    @ParameterizedTest
    @EnumSource(FolderLayout.class)
    void isGoneWhereNothingLies(FolderLayout which) throws IOException {
        layout = which;
        Account account = open();
        Mailbox mailbox = account.create(ARCHIVE);
        deliver(mailbox, "a");
        awaitFiles(archive(), "a");
        UidValidity before = mailbox.snapshot().uidValidity();
        Path backup = backup();
        ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();
        try (Subscription _ = mailbox.subscribe(changes::add)) {
            Backup.remove(archive());
            assertThatThrownBy(() -> Mail.deliver(mailbox, "b", Flags.NONE))
                    .isInstanceOf(NoSuchMailboxException.class);
            assertThat(changes.stream().anyMatch(Change.Deleted.class::isInstance)).isTrue();
        }
        assertThat(account.mailboxes()).doesNotContain(ARCHIVE);
        Backup.copy(backup, archive());
        assertThat(account.mailbox(ARCHIVE).snapshot().uidValidity()).isGreaterThan(before);
    }

    /// A deletion that was refused half-way left the folder aside, and something came to lie where
    /// it belongs: that is not the folder.
    @Test
    void isNotReplacedWhileItIsAside() throws IOException {
        Account account = open();
        Mailbox mailbox = account.create(ARCHIVE);
        deliver(mailbox, "a");
        settle(mailbox);
        Path away = maildir().resolve(RemovedFolder.nameOf(2));
        Files.move(archive(), away);
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(archive().resolve(part));
        }
        assertThatThrownBy(() -> Mail.deliver(mailbox, "b", Flags.NONE))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(mailbox::refresh).isInstanceOf(IOException.class);
        Backup.remove(archive());
        Files.move(away, archive());
        requireTold(mailbox);
    }
}
