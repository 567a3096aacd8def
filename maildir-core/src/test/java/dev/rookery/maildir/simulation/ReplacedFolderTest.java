// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Change;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.FolderLayout;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.simulation.Ledger.Letter;
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

/// Somebody puts another directory in the place of an open folder's, as with a backup: the mailbox
/// goes on in what lies under the folder's name, nothing that was acknowledged stays behind in what
/// lay there before, and no session has to end.
@Timeout(120)
@ExtendWith(QuietLog.class)
class ReplacedFolderTest extends ReplaceableFolder {
    /// An index is not written by itself.
    private static final int MANY = 1_000;

    /// More than a delivery makes until all is done.
    private static final int CALLS = 45;

    /// One of those that write the bytes of a large one is like the other.
    private static final int CALLS_BEFORE_BYTES = 7;

    private static final int CALLS_OF_BYTES = 11;

    @ParameterizedTest
    @EnumSource(FolderLayout.class)
    void mailGoesWhereTheNameLeads(FolderLayout which) throws IOException {
        layout = which;
        Account account = open();
        Mailbox mailbox = account.create(ARCHIVE);
        deliver(mailbox, "a", "b", "c");
        awaitFiles(archive(), "a", "b", "c");
        UidValidity before = mailbox.snapshot().uidValidity();
        Path backup = backup();
        Path old = archive().resolveSibling(archive().getFileName() + ".old");
        Files.move(archive(), old);
        Backup.copy(backup, archive());

        deliver(mailbox, "d", "large e");
        awaitFiles(archive(), "a", "b", "c", "d", "large e");

        assertThat(subjects(old)).containsExactlyInAnyOrder("a", "b", "c");
        requireTold(mailbox);
        account.close();
        reopenAndRequireTold(before);
    }

    @ParameterizedTest
    @EnumSource(FolderLayout.class)
    void takesMailAgainWhenItWasRemovedAndPutBack(FolderLayout which) throws IOException {
        layout = which;
        Account account = open();
        Mailbox mailbox = account.create(ARCHIVE);
        deliver(mailbox, "a", "large b");
        awaitFiles(archive(), "a", "large b");
        UidValidity before = mailbox.snapshot().uidValidity();
        Path backup = backup();
        Backup.remove(archive());
        Backup.copy(backup, archive());

        requireTold(mailbox);
        Backup.remove(archive());
        Backup.copy(backup, archive());
        deliver(mailbox, "large c", "d");

        awaitFiles(archive(), "a", "large b", "large c", "d");
        requireTold(mailbox);
        account.close();
        reopenAndRequireTold(before);
    }

    /// Whoever listens hears of it, though nobody does anything.
    @ParameterizedTest
    @EnumSource(FolderLayout.class)
    void sessionsSeeWhatIsDifferent(FolderLayout which) throws IOException {
        layout = which;
        Account account = open();
        Mailbox mailbox = account.create(ARCHIVE);
        deliver(mailbox, "a", "b", "c");
        settle(mailbox);
        UidValidity before = mailbox.snapshot().uidValidity();
        ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();
        try (Subscription _ = mailbox.subscribe(changes::add)) {
            Path backup = backup();
            Files.delete(fileOf(backup, "b"));
            Path a = fileOf(backup, "a");
            String base = a.getFileName().toString().replaceFirst(":.*", "");
            Files.move(a, backup.resolve("cur").resolve(base + ":2,S"));
            Files.write(backup.resolve("new/1.foreign"), Letter.bytes("from afar"));
            replaceBy(backup);

            await().until(() -> changes.stream().anyMatch(Change.Expunged.class::isInstance));
            assertThat(changes.stream().anyMatch(Change.Arrived.class::isInstance)).isTrue();
            assertThat(changes.stream().anyMatch(Change.FlagsChanged.class::isInstance)).isTrue();
            assertThat(changes.stream().anyMatch(Change.Deleted.class::isInstance)).isFalse();

            told.remove(new Uid(2));
            told.put(new Uid(4), "from afar");
            requireTold(mailbox);
            Snapshot now = mailbox.snapshot();
            assertThat(now.uidValidity()).isEqualTo(before);
            assertThat(now.flags(Uid.FIRST).has(SystemFlag.SEEN)).isTrue();

            // What lies there now is watched: this one is heard of without a look.
            changes.clear();
            Files.write(archive().resolve("new/2.foreign"), Letter.bytes("again"));
            await().until(() -> changes.stream().anyMatch(Change.Arrived.class::isInstance));
            told.put(new Uid(5), "again");
        }
        requireTold(mailbox);
        account.close();
        reopenAndRequireTold(before);
    }

    /// At each call that a delivery makes, until its file is there.
    @ParameterizedTest
    @EnumSource(FolderLayout.class)
    void deliveriesMeetTheReplacement(FolderLayout which) throws IOException {
        layout = which;
        Account account = open(MANY);
        Mailbox mailbox = account.create(ARCHIVE);
        deliver(mailbox, "first");
        awaitFiles(archive(), "first");
        for (int nth = 1; nth <= CALLS; nth++) {
            meet(mailbox, "m" + nth, nth);
        }
        for (int nth = 1; nth <= CALLS; nth += nth == CALLS_BEFORE_BYTES ? CALLS_OF_BYTES : 1) {
            meet(mailbox, "large " + nth, nth);
        }
        requireTold(mailbox);
    }

    private void meet(Mailbox mailbox, String subject, int nth) throws IOException {
        AtomicInteger left = new AtomicInteger(nth);
        disk.plan(call -> {
            if (left.decrementAndGet() == 0) {
                replaceByItself();
            }
            return Optional.empty();
        });
        try {
            deliver(mailbox, subject);
        } catch (IOException refused) {
            assertThat(subject).startsWith("large");
            deliver(mailbox, subject);
        }
        awaitFiles(archive(), subject);
        assertThat(mailbox.refresh().uids()).containsExactlyElementsOf(told.keySet());
        disk.plan(FaultPlan.HEALTHY);
        // The file of a delivery that was refused may have been copied, and goes.
        List<String> all = told.values().stream().sorted().toList();
        await().until(() -> subjects(archive()).stream().sorted().toList().equals(all));
    }

    /// By a copy that was made in the same moment.
    private void replaceByItself() {
        try {
            replaceBy(archive());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @ParameterizedTest
    @EnumSource(FolderLayout.class)
    void copiesAndMovesGoWhereTheNameLeads(FolderLayout which) throws IOException {
        layout = which;
        Account account = open();
        Mailbox mailbox = account.create(ARCHIVE);
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        Mail.deliver(inbox, "a", Flags.NONE);
        Mail.deliver(inbox, "b", Flags.NONE);
        replaceByItself();
        inbox.copy(FIRST, mailbox);
        assertThat(subjects(archive())).containsExactly("a");
        replaceByItself();
        inbox.move(UidSet.of(new Uid(2)), mailbox);
        assertThat(subjects(archive())).containsExactlyInAnyOrder("a", "b");
        replaceByItself();
        mailbox.move(FIRST, inbox);
        awaitFiles(maildir(), "a");
        told.put(new Uid(2), "b");
        requireTold(mailbox);
        await().until(() -> subjects(archive()).equals(List.of("b")));
    }

    /// What was asked for holds in what lies there now.
    @ParameterizedTest
    @EnumSource(FolderLayout.class)
    void flagsAndExpungesHold(FolderLayout which) throws IOException {
        layout = which;
        Account account = open();
        Mailbox mailbox = account.create(ARCHIVE);
        deliver(mailbox, "a", "b", "c");
        settle(mailbox);
        Path backup = backup();
        replaceBy(backup);
        mailbox.changeFlags(FIRST, FlagChange.add(Flags.of(SystemFlag.FLAGGED)));
        await().until(() -> fileOf(archive(), "a").toString().endsWith(":2,F"));
        replaceByItself();
        mailbox.expunge(UidSet.of(new Uid(2)));
        told.remove(new Uid(2));
        await().until(() -> !subjects(archive()).contains("b"));
        requireTold(mailbox);
        requireTold(mailbox);
        assertThat(mailbox.snapshot().flags(Uid.FIRST).has(SystemFlag.FLAGGED)).isTrue();
    }

    /// A message that gives its place to another, here or elsewhere, is gone from what lies there
    /// now.
    @ParameterizedTest
    @EnumSource(FolderLayout.class)
    void replacementsHold(FolderLayout which) throws IOException {
        layout = which;
        Account account = open();
        Mailbox mailbox = account.create(ARCHIVE);
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        deliver(mailbox, "a", "b", "c");
        settle(mailbox);
        for (String fresh : List.of("d", "large e")) {
            UidSet first = UidSet.of(mailbox.snapshot().uids().first());
            replaceByItself();
            Mail.replace(first, mailbox, inbox, Flags.NONE, List.of(fresh));
            String gone = told.remove(first.first());
            await().until(() -> !subjects(archive()).contains(gone));
            requireTold(mailbox);
            requireTold(mailbox);
        }
        UidSet last = mailbox.snapshot().uids();
        replaceByItself();
        UidSet come = Mail.replace(last, mailbox, mailbox, Flags.NONE, List.of("large f"));
        told.clear();
        told.put(come.first(), "large f");
        await().until(() -> subjects(archive()).equals(List.of("large f")));
        requireTold(mailbox);
        assertThat(subjects(maildir())).containsExactlyInAnyOrder("d", "large e");
    }

    /// An older index in what was put back counts for nothing, now and later.
    @ParameterizedTest
    @EnumSource(FolderLayout.class)
    void givesNoUidAgain(FolderLayout which) throws IOException {
        layout = which;
        Account account = open();
        Mailbox mailbox = account.create(ARCHIVE);
        for (int i = 1; i <= 2 * CHECKPOINT_ENTRIES; i++) {
            deliver(mailbox, "old " + i);
        }
        awaitFiles(archive(), "old " + 2 * CHECKPOINT_ENTRIES);
        await().until(() -> Files.exists(archive().resolve("rookery.index")));
        Path backup = backup();
        UidValidity before = mailbox.snapshot().uidValidity();
        for (int i = 1; i <= 2 * CHECKPOINT_ENTRIES; i++) {
            deliver(mailbox, "new " + i);
        }
        awaitFiles(archive(), "new " + 2 * CHECKPOINT_ENTRIES);
        mailbox.expunge(FIRST);
        await().until(() -> !subjects(archive()).contains("old 1"));
        replaceBy(backup);
        deliver(mailbox, "last");
        told.values().removeIf(subject -> subject.startsWith("new "));
        told.remove(Uid.FIRST);
        // It is somebody's restore.
        told.put(new Uid(mailbox.snapshot().uidNext().value()), "old 1");
        awaitFiles(archive(), "last");
        await().until(() -> mailbox.refresh().uids().size() == told.size());
        requireTold(mailbox);
        account.close();
        reopenAndRequireTold(before);
    }

    /// A folder that nobody has used since a while, while memory still knows of it: what comes into
    /// its place has no index.
    @ParameterizedTest
    @EnumSource(FolderLayout.class)
    void knowsItAlsoWhenItWasLetGo(FolderLayout which) throws IOException {
        layout = which;
        try (Account account = open()) {
            Mailbox mailbox = account.create(ARCHIVE);
            for (int i = 1; i <= 2 * CHECKPOINT_ENTRIES; i++) {
                deliver(mailbox, "m" + i);
            }
            await().until(() -> Files.exists(archive().resolve("rookery.index")));
        }
        close();
        UidValidity before;
        MailStore hasty = StoreOnDisk.hasty(StoreOnDisk.builder(disk, MANY)).build();
        store = hasty;
        try (Account account = hasty.open(location())) {
            Mailbox mailbox = account.mailbox(ARCHIVE);
            before = mailbox.snapshot().uidValidity();
            deliver(mailbox, "in the journal");
            awaitFiles(archive(), "in the journal");
            await().until(() -> isClosed(archive().resolve("cur")));
            Path backup = backup();
            for (Path file : files(backup)) {
                if (file.getFileName().toString().startsWith("rookery.")) {
                    Files.delete(file);
                }
            }
            Backup.remove(archive());
            Backup.copy(backup, archive());
            requireTold(mailbox);
            deliver(mailbox, "last");
            awaitFiles(archive(), "last");
        }
        reopenAndRequireTold(before);
    }

    private static boolean isClosed(Path directory) throws IOException {
        return files(Path.of("/proc/self/fd")).stream().noneMatch(each -> leadsTo(each, directory));
    }

    private static boolean leadsTo(Path link, Path directory) {
        try {
            return Files.readSymbolicLink(link).equals(directory);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /// What keywords the letters of file names mean is known where the names are.
    @Test
    void lettersKeepTheirMeaning() throws IOException {
        Account account = open();
        Mailbox mailbox = account.create(ARCHIVE);
        deliver(mailbox, "a");
        settle(mailbox);
        Path backup = backup();
        mailbox.changeFlags(FIRST, FlagChange.add(Flags.of(List.of(), List.of("Later"))));
        replaceBy(backup);
        mailbox.changeFlags(FIRST, FlagChange.add(Flags.of(SystemFlag.FLAGGED)));
        await().until(() -> Files.exists(archive().resolve("dovecot-keywords")));
        assertThat(Files.readString(archive().resolve("dovecot-keywords"), US_ASCII))
                .contains("Later");
    }

    /// A look asks no more than it has to know anyway.
    @Test
    void costsALookNothing() throws IOException {
        Account account = open();
        Mailbox mailbox = account.create(ARCHIVE);
        deliver(mailbox, "a");
        settle(mailbox);
        mailbox.refresh();
        // What the delivery left to be looked at is, some time.
        await().until(() -> asked(mailbox) <= 3);
    }

    /// How often a look asks the disk for anything, but for lists of other servers.
    private long asked(Mailbox mailbox) throws IOException {
        ConcurrentLinkedQueue<DiskCall> calls = new ConcurrentLinkedQueue<>();
        disk.plan(call -> {
            calls.add(call);
            return Optional.empty();
        });
        mailbox.refresh();
        disk.plan(FaultPlan.HEALTHY);
        return calls.stream().filter(call -> !call.name().matches("(dovecot|courier).*")).count();
    }
}
