// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.FolderLayout;
import dev.rookery.maildir.FolderNames;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// An account with a folder `Lists/Archive` in whose place somebody puts another directory, as with
/// a backup, and what was told of its messages.
abstract class ReplaceableFolder {
    static final MailboxName ARCHIVE = MailboxName.parse("Lists/Archive", '/');
    static final int CHECKPOINT_ENTRIES = 6;

    static final UidSet FIRST = UidSet.of(Uid.FIRST);

    @TempDir private Path home;
    final FaultyDisk disk = new FaultyDisk().watching();
    FolderLayout layout = FolderLayout.MAILDIR_PLUS_PLUS;
    @Nullable MailStore store;
    final AtomicInteger aside = new AtomicInteger();

    /// What was told of the messages.
    final Map<Uid, String> told = new TreeMap<>();

    MailStore newStore(int checkpointEntries) {
        return StoreOnDisk.builder(disk, checkpointEntries)
                .flagsToNames(Duration.ZERO)
                .cacheMessages(false)
                .hostName("test")
                .build();
    }

    Account open() throws IOException {
        return open(CHECKPOINT_ENTRIES);
    }

    Account open(int checkpointEntries) throws IOException {
        MailStore opened = newStore(checkpointEntries);
        store = opened;
        return opened.open(location());
    }

    AccountLocation location() {
        return new AccountLocation(maildir()).with(layout, FolderNames.MODIFIED_UTF7);
    }

    @AfterEach
    void close() {
        disk.plan(FaultPlan.HEALTHY);
        if (store != null) {
            store.close();
        }
    }

    Path maildir() {
        return home.resolve("Maildir");
    }

    Path archive() {
        return maildir()
                .resolve(
                        layout == FolderLayout.MAILDIR_PLUS_PLUS
                                ? ".Lists.Archive"
                                : "Lists/Archive");
    }

    /// A place outside the account.
    Path nowhere() {
        return home.resolve("aside" + aside.incrementAndGet());
    }

    Path backup() throws IOException {
        Path backup = nowhere();
        Backup.copy(archive(), backup);
        return backup;
    }

    /// In one step as far as anybody can see who does not ask in between.
    void replaceBy(Path backup) throws IOException {
        Path ready = nowhere();
        Backup.copy(backup, ready);
        Files.move(archive(), nowhere());
        Files.move(ready, archive());
    }

    void deliver(Mailbox mailbox, String... subjects) throws IOException {
        for (String subject : subjects) {
            told.put(Mail.deliver(mailbox, subject, Flags.NONE), subject);
        }
    }

    /// All that lies in a folder, by subject.
    static List<String> subjects(Path folder) throws IOException {
        List<String> subjects = new ArrayList<>();
        for (String part : List.of("new", "cur")) {
            for (Path file : files(folder.resolve(part))) {
                subject(file).ifPresent(subjects::add);
            }
        }
        return subjects;
    }

    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    static Optional<String> subject(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return Optional.ofNullable(lines.readLine())
                    .map(line -> line.substring("Subject: ".length()));
        } catch (NoSuchFileException renamed) {
            return Optional.empty();
        }
    }

    static Path fileOf(Path folder, String subject) throws IOException {
        for (String part : List.of("new", "cur")) {
            for (Path file : files(folder.resolve(part))) {
                if (subject(file).equals(Optional.of(subject))) {
                    return file;
                }
            }
        }
        throw new AssertionError("no file of " + subject);
    }

    void awaitFiles(Path folder, String... subjects) {
        await().until(() -> subjects(folder).containsAll(List.of(subjects)));
    }

    /// All messages have files, and those have the names they keep.
    void settle(Mailbox mailbox) {
        awaitFiles(archive(), told.values().toArray(String[]::new));
        await().until(() -> {
            mailbox.claimRecent();
            return files(archive().resolve("new")).isEmpty();
        });
    }

    /// All messages have the UIDs that were told, and can be read, and there are no others.
    void requireTold(Mailbox mailbox) throws IOException {
        Map<Uid, String> shown = new TreeMap<>();
        for (Uid uid : mailbox.refresh().uids()) {
            shown.put(uid, Mail.subject(mailbox, uid));
        }
        assertThat(shown).isEqualTo(told);
    }

    void reopenAndRequireTold(UidValidity before) throws IOException {
        close();
        try (Account account = open()) {
            Mailbox mailbox = account.mailbox(ARCHIVE);
            assertThat(mailbox.snapshot().uidValidity()).isEqualTo(before);
            requireTold(mailbox);
        }
    }
}
