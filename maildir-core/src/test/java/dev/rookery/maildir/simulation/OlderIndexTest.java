// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.Finding;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.LinuxDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// An index and a journal that are of different times, as after a backup of a part: no UID that was
/// told is given again, mod-sequences do not fall, and what is told from then on lasts.
@Timeout(60)
@ExtendWith(QuietLog.class)
class OlderIndexTest {
    private static final MailboxName WORK = MailboxName.parse("Work", '/');
    private static final int CHECKPOINT_ENTRIES = 6;

    /// An index is tried less often while it cannot be written.
    private static final int MANY = 1_000;

    @TempDir private Path home;
    private Path maildir = Path.of("/");
    private final Map<Uid, String> told = new TreeMap<>();
    private long toldNext = 1;
    private ModSeq toldModSeq = new ModSeq(1);

    private static MailStore.Builder builder() {
        return builder(CHECKPOINT_ENTRIES);
    }

    private static MailStore.Builder builder(int checkpointEntries) {
        return StoreOnDisk.builder(
                new LinuxDisk(Durability.NONE), checkpointEntries, Duration.ZERO);
    }

    @BeforeEach
    void fill() throws IOException {
        maildir = home.resolve("Maildir");
        deliver("a", 10);
    }

    private AccountLocation location() {
        return new AccountLocation(maildir);
    }

    private Path work() {
        return maildir.resolve(".Work");
    }

    /// Delivers until the index was written, and closes.
    private void deliver(String subject, int count) throws IOException {
        try (MailStore store = builder().build();
                Account account = store.open(location())) {
            deliver(account, subject, count);
        }
    }

    private void deliver(Account account, String subject, int count) throws IOException {
        Mailbox work =
                account.mailboxes().contains(WORK) ? account.mailbox(WORK) : account.create(WORK);
        byte[] before = index();
        for (int i = 1; i <= count; i++) {
            told.put(Mail.deliver(work, subject + i, Flags.NONE), subject + i);
        }
        await().until(() -> !Arrays.equals(index(), before));
        note(work);
    }

    private byte[] index() throws IOException {
        Path index = work().resolve("rookery.index");
        return Files.exists(index) ? Files.readAllBytes(index) : new byte[0];
    }

    private void note(Mailbox work) {
        Snapshot now = work.snapshot();
        toldNext = Math.max(toldNext, now.uidNext().value());
        toldModSeq = now.highestModSeq();
    }

    private static List<Path> files(Path directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
        }
    }

    private List<String> faults() throws IOException {
        List<String> said = new ArrayList<>();
        try (MailStore store = builder().build()) {
            store.examine(
                    location(),
                    finding -> {
                        if (finding.grade() == Finding.Grade.FAULT) {
                            said.add(finding.toString());
                        }
                    });
        }
        return said;
    }

    /// What is told now contradicts nothing that was told before, and is what a later start tells,
    /// before any index is written and after a repair.
    private void requireTruth() throws IOException {
        try (MailStore store = builder(MANY).build()) {
            for (int start = 0; start < 3; start++) {
                try (Account account = store.open(location())) {
                    requireTruth(account);
                }
            }
            store.repair(location(), _ -> {});
            try (Account account = store.open(location())) {
                requireTruth(account);
            }
        }
        assertThat(faults()).isEmpty();
    }

    private void requireTruth(Account account) throws IOException {
        Mailbox work = account.mailbox(WORK);
        String subject = "more " + told.size();
        Uid more = Mail.deliver(work, subject, Flags.NONE);
        assertThat(told).doesNotContainKey(more);
        assertThat(more.value()).isGreaterThanOrEqualTo(toldNext);
        told.put(more, subject);
        Snapshot snapshot = work.refresh();
        assertThat(snapshot.highestModSeq()).isGreaterThan(toldModSeq);
        assertThat(snapshot.uids().contains(more)).isTrue();
        for (Uid uid : snapshot.uids()) {
            String found = Mail.subject(work, uid);
            if (uid.value() < toldNext) {
                assertThat(found).isEqualTo(told.get(uid));
            }
            told.put(uid, found);
        }
        note(work);
    }

    private void deliverAndExpunge() throws IOException {
        deliver("b", 10);
        try (MailStore store = builder().build();
                Account account = store.open(location())) {
            Mailbox work = account.mailbox(WORK);
            work.expunge(UidSet.range(new Uid(2), new Uid(12)));
            deliver(account, "c", 10);
        }
        for (long uid = 2; uid <= 12; uid++) {
            told.remove(new Uid(uid));
        }
    }

    @Test
    void aFolderIsPutBack() throws IOException {
        Path backup = home.resolve("backup");
        Backup.copy(work(), backup);
        deliverAndExpunge();
        Backup.copy(backup, work());
        assertThat(faults()).anyMatch(said -> said.contains("older than the journal"));
        requireTruth();
    }

    /// Nobody used it since a while.
    @Test
    void aFolderIsPutBackWhileTheAccountIsOpen() throws IOException {
        Path backup = home.resolve("backup");
        Backup.copy(work(), backup);
        deliverAndExpunge();
        try (MailStore store = StoreOnDisk.hasty(builder()).build();
                Account account = store.open(location())) {
            deliver(account, "d", 10);
            await().until(() -> !isOpen(work().resolve("cur")));
            Backup.copy(backup, work());
            requireTruth(account);
        }
        requireTruth();
    }

    private static boolean isOpen(Path directory) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.anyMatch(each -> leadsTo(each, directory));
        }
    }

    private static boolean leadsTo(Path link, Path directory) {
        try {
            return Files.readSymbolicLink(link).equals(directory);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /// The backup took the journal first, and the folder after a checkpoint.
    @Test
    void theJournalIsPutBack() throws IOException {
        Path backup = home.resolve("backup");
        Files.createDirectory(backup);
        for (Path file : files(maildir, "rookery.")) {
            Files.copy(file, backup.resolve(file.getFileName()));
        }
        deliverAndExpunge();
        for (Path file : files(maildir, "rookery.")) {
            Files.delete(file);
        }
        Backup.copy(backup, maildir);
        assertThat(faults()).isNotEmpty();
        requireTruth();
    }

    /// The journal's own file, so that nothing shows but what the index says.
    @Test
    void theJournalIsAsItWas() throws IOException {
        Path journal = files(maildir, "rookery.journal.").getLast();
        byte[] bytes = Files.readAllBytes(journal);
        Path kept = home.resolve("kept");
        Files.createLink(kept, journal);
        deliverAndExpunge();
        Files.delete(kept);
        for (Path file : files(maildir, "rookery.journal.")) {
            if (!file.equals(journal)) {
                Files.delete(file);
            }
        }
        Files.write(journal, bytes);
        Files.deleteIfExists(maildir.resolve("rookery.account"));
        requireTruth();
    }

    /// What could not be noted for want of room is counted by an index, and by no journal.
    @Test
    void theJournalHadNoRoom() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (MailStore store =
                        StoreOnDisk.builder(disk, CHECKPOINT_ENTRIES, Duration.ZERO).build();
                Account account = store.open(location())) {
            Mailbox work = account.mailbox(WORK);
            disk.plan(FaultPlan.diskFull());
            assertThatThrownBy(() -> changeFlagsForEver(work)).isInstanceOf(NoSpaceException.class);
            disk.plan(FaultPlan.HEALTHY);
            deliver(account, "b", MANY);
        }
        requireTruth();
    }

    private static void changeFlagsForEver(Mailbox work) throws IOException {
        while (true) {
            for (SystemFlag flag : List.of(SystemFlag.SEEN, SystemFlag.FLAGGED)) {
                UidSet all = work.snapshot().uids();
                work.changeFlags(all, FlagChange.replace(Flags.of(flag)));
            }
        }
    }
}
