// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keywords in file names.
@Timeout(120)
class KeywordLettersTest {
    private static final Logger LOG = Logger.getLogger("dev.rookery.maildir");

    @TempDir private Path home;
    private Path maildir;
    private MailStore store;
    private Account account;
    private Mailbox inbox;

    @BeforeEach
    void open() throws IOException {
        maildir = home.resolve("Maildir");
        openStore();
    }

    private void openStore() throws IOException {
        store =
                MailStore.builder()
                        .durability(Durability.NONE)
                        .flagsToNames(Duration.ZERO)
                        .hostName("test")
                        .build();
        account = store.open(new AccountLocation(maildir));
        inbox = account.mailbox(MailboxName.INBOX);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Uid deliver(String subject) throws IOException {
        return Mail.deliver(inbox, subject, Flags.NONE);
    }

    private static Flags words(String... words) {
        return Flags.of(List.of(), List.of(words));
    }

    private void add(Uid uid, String... words) throws IOException {
        inbox.changeFlags(UidSet.of(uid), FlagChange.add(words(words)));
    }

    private void remove(Uid uid, String... words) throws IOException {
        inbox.changeFlags(UidSet.of(uid), FlagChange.remove(words(words)));
    }

    /// What stands behind the bases of the files in `cur/`.
    private List<String> infos() throws IOException {
        try (Stream<Path> all = Files.list(maildir.resolve("cur"))) {
            return all.map(file -> file.getFileName().toString().replaceFirst("[^:]*:2,", ""))
                    .sorted()
                    .toList();
        }
    }

    private Path table() {
        return maildir.resolve("dovecot-keywords");
    }

    private void forgetEverything() throws IOException {
        close();
        try (Stream<Path> all = Files.list(maildir)) {
            for (Path file : all.toList()) {
                if (file.getFileName().toString().startsWith("rookery.")) {
                    Files.delete(file);
                }
            }
        }
        openStore();
    }

    @Test
    void showsKeywordsByLetters() throws IOException {
        Uid one = deliver("one");
        add(one, "Work");
        assertThat(infos()).containsExactly("a");
        add(one, "$Forwarded");
        inbox.changeFlags(UidSet.of(one), FlagChange.add(Flags.of(SystemFlag.SEEN)));
        assertThat(infos()).containsExactly("Sab");
        assertThat(table()).hasContent("0 Work\n1 $Forwarded\n");
        remove(one, "work");
        assertThat(infos()).containsExactly("Sb");
        assertThat(maildir.resolve("dovecot-keywords.lock")).doesNotExist();
    }

    @Test
    void survivesTheLossOfAllOurFiles() throws IOException {
        Uid one = deliver("one");
        add(one, "Work", "$Label1");
        forgetEverything();
        assertThat(inbox.snapshot().flags(inbox.snapshot().uids().first()))
                .isEqualTo(words("Work", "$Label1"));
        Uid two = deliver("two");
        add(two, "Other", "Work");
        assertThat(table()).hasContent("0 $Label1\n1 Work\n2 Other\n");
    }

    @Test
    void goesOnWithTheLettersOfOthers() throws IOException {
        Uid one = deliver("one");
        Files.writeString(table(), "0 Theirs\n3 Work\n");
        add(one, "Work", "New");
        assertThat(infos()).containsExactly("bd");
        assertThat(table()).hasContent("0 Theirs\n1 New\n3 Work\n");
    }

    @Test
    void learnsWhatNamesSaidAlready() throws IOException {
        Uid one = deliver("one");
        Uid two = deliver("two");
        inbox.changeFlags(UidSet.of(one), FlagChange.add(Flags.of(SystemFlag.SEEN)));
        try (Stream<Path> all = Files.list(maildir.resolve("cur"))) {
            Path file = all.toList().getFirst();
            Files.move(file, file.resolveSibling(file.getFileName() + "d"));
        }
        inbox.refresh();
        assertThat(inbox.snapshot().flags(one).keywords()).isEmpty();
        Files.writeString(table(), "3 Theirs\n");
        add(two, "New");
        assertThat(inbox.snapshot().flags(one).keywords()).containsExactly("Theirs");
        assertThat(infos()).containsExactly("Sd", "a");
    }

    @Test
    void hasNoLetterForTheTwentySeventh() throws IOException {
        Uid one = deliver("one");
        for (int i = 0; i < 27; i++) {
            add(one, "k%02d".formatted(i));
        }
        assertThat(infos()).containsExactly("abcdefghijklmnopqrstuvwxyz");
        assertThat(inbox.snapshot().flags(one).keywords()).hasSize(27);
        assertThat(Files.readAllLines(table())).hasSize(26);

        // A letter that no message needs and no name shows goes to the one that waits.
        remove(one, "k03");
        add(one, "k99");
        assertThat(Files.readAllLines(table())).contains("3 k26").doesNotContain("3 k03");
        assertThat(infos()).containsExactly("abcdefghijklmnopqrstuvwxyz");
        forgetEverything();
        assertThat(inbox.snapshot().flags(inbox.snapshot().uids().first()).keywords())
                .contains("k26")
                .doesNotContain("k03");
    }

    @Test
    void waitsForTheLock() throws IOException {
        Uid one = deliver("one");
        Path lock = Files.createFile(maildir.resolve("dovecot-keywords.lock"));
        add(one, "Work");
        inbox.changeFlags(UidSet.of(one), FlagChange.add(Flags.of(SystemFlag.SEEN)));
        assertThat(infos()).containsExactly("S");
        assertThat(table()).doesNotExist();
        Files.delete(lock);
        add(one, "More");
        assertThat(infos()).containsExactly("Sab");
        // Names are brought up to date in the background as well, and maybe between the two.
        assertThat(Files.readString(table())).isIn("0 More\n1 Work\n", "0 Work\n1 More\n");
    }

    @Test
    void givesCopiesTheLettersOfTheirFolder() throws IOException {
        Uid one = deliver("one");
        add(one, "A", "B");
        remove(one, "A");
        Mailbox other = account.create(MailboxName.parse("Other", '/'));
        other.copy(UidSet.EMPTY, inbox);
        inbox.copy(UidSet.of(one), other);
        store.close();
        assertThat(maildir.resolve(".Other/dovecot-keywords")).hasContent("0 B\n");
        try (Stream<Path> all = Files.list(maildir.resolve(".Other/cur"))) {
            assertThat(all.toList().getFirst().toString()).endsWith(":2,a");
        }
        openStore();
    }

    /// Each call to the disk is the last one once; then all our files are lost. No message has a
    /// keyword that it never had.
    @Test
    void neverLetsALetterMeanSomethingElse() throws IOException {
        close();
        int n = 1;
        LOG.setLevel(Level.OFF);
        while (diesAt(n)) {
            n++;
        }
        LOG.setLevel(null);
        assertThat(n).isGreaterThan(60);
    }

    private boolean diesAt(int n) throws IOException {
        maildir = home.resolve("dies-" + n);
        FaultyDisk disk = new FaultyDisk();
        List<Set<String>> legal = new ArrayList<>(List.of(Set.of()));
        try (MailStore dying =
                StoreOnDisk.builder(disk).flagsToNames(Duration.ZERO).hostName("test").build()) {
            disk.plan(FaultPlan.nth(n, Fault.DEATH));
            inbox = dying.open(new AccountLocation(maildir)).mailbox(MailboxName.INBOX);
            Uid one = deliver("one");
            legal.add(Set.of("A"));
            add(one, "A");
            legal.add(Set.of("A", "B"));
            add(one, "B");
            legal.add(Set.of("B"));
            remove(one, "A");
            legal.add(Set.of("B", "C"));
            add(one, "C");
        } catch (IOException dead) {
            assertThat(disk.hit()).isPresent();
        }
        disk.die();
        openStore();
        forgetEverything();
        for (Uid uid : inbox.snapshot().uids()) {
            assertThat(Set.copyOf(inbox.snapshot().flags(uid).keywords()))
                    .as("died at call %d: %s", n, disk.hit())
                    .isIn(legal);
        }
        close();
        return disk.hit().isPresent();
    }
}
