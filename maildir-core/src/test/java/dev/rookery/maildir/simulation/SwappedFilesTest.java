// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Files of one account that somebody put into another: nobody is served another's mail, and no
/// mail is lost.
@Timeout(60)
@ExtendWith(QuietLog.class)
class SwappedFilesTest {
    private static final int MESSAGES = 6;

    @TempDir private Path home;
    private Path anna = Path.of("/");
    private Path bert = Path.of("/");

    @BeforeEach
    void fill() throws IOException {
        anna = fill("anna");
        bert = fill("bert");
    }

    private Path fill(String name) throws IOException {
        Path maildir = home.resolve(name);
        try (MailStore store = store(new FaultyDisk());
                Account account = store.open(new AccountLocation(maildir))) {
            for (int i = 1; i <= MESSAGES; i++) {
                Mail.deliver(account.mailbox(MailboxName.INBOX), name + " " + i, Flags.NONE);
            }
            await().until(() -> Files.exists(maildir.resolve("rookery.index")));
        }
        return maildir;
    }

    /// Writes an index soon.
    private static MailStore store(FaultyDisk disk) {
        return StoreOnDisk.builder(disk, MESSAGES / 2, Duration.ZERO).build();
    }

    /// The process dies when it is about to make the message's file.
    private static void deliverAndDie(Path maildir, String subject) throws IOException {
        FaultyDisk process = new FaultyDisk();
        try (MailStore store = store(process)) {
            Mailbox inbox = store.open(new AccountLocation(maildir)).mailbox(MailboxName.INBOX);
            FaultPlan death = FaultPlan.nth(1, Fault.DEATH);
            process.plan(call -> call.kind() == Kind.RENAME ? death.on(call) : Optional.empty());
            Mail.deliver(inbox, subject, Flags.NONE);
            await().until(() -> process.hit().isPresent());
        } finally {
            process.die();
        }
    }

    private static Path file(Path maildir, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(maildir)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void move(Path file, Path to) throws IOException {
        Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    private record Told(UidValidity uidValidity, List<String> subjects) {}

    /// What an opening tells; after it the process dies.
    private static Told open(Path maildir) throws IOException {
        FaultyDisk process = new FaultyDisk();
        try (MailStore store = store(process)) {
            Mailbox inbox = store.open(new AccountLocation(maildir)).mailbox(MailboxName.INBOX);
            Snapshot snapshot = inbox.refresh();
            List<String> subjects = new ArrayList<>();
            for (Uid uid : snapshot.uids()) {
                subjects.add(Mail.subject(inbox, uid));
            }
            process.die();
            return new Told(snapshot.uidValidity(), subjects);
        }
    }

    private static List<String> faults(Path maildir) throws IOException {
        List<String> said = new ArrayList<>();
        try (MailStore store = store(new FaultyDisk())) {
            store.examine(new AccountLocation(maildir), finding -> said.add(finding.toString()));
        }
        return said;
    }

    @Test
    void aJournalIsKeptForItsAccount() throws IOException {
        Told before = open(anna);
        deliverAndDie(bert, "for Bert only");
        Path journal = file(bert, "rookery.journal.");
        Files.delete(file(anna, "rookery.journal."));
        move(journal, anna);
        assertThat(faults(anna))
                .anyMatch(said -> said.contains(journal.getFileName() + ": is of another account"));
        Told first = open(anna);
        assertThat(first.uidValidity()).isGreaterThan(before.uidValidity());
        assertThat(first.subjects()).containsExactlyInAnyOrderElementsOf(before.subjects());
        assertThat(open(anna)).isEqualTo(first);
        Path kept = file(anna, "rookery.foreign.");
        assertThat(faults(anna)).anyMatch(said -> said.contains(kept.toString()));
        Files.move(kept, journal);
        assertThat(open(bert).subjects()).contains("for Bert only").hasSize(MESSAGES + 1);
    }

    /// Without an index, which would tell as well.
    @Test
    void aNoteOfTheLastCloseMakesNoJournalForeign() throws IOException {
        Told before = open(anna);
        deliverAndDie(anna, "for Anna");
        Files.delete(anna.resolve("rookery.index"));
        move(bert.resolve("rookery.account"), anna);
        Told after = open(anna);
        assertThat(after.uidValidity()).isEqualTo(before.uidValidity());
        assertThat(after.subjects()).contains("for Anna").hasSize(MESSAGES + 1);
    }
}
