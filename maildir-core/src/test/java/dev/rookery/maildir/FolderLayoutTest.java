// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Ledger.Letter;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Folders of an account, as they lie on disk.
@Timeout(120)
class FolderLayoutTest {
    private static final Logger LOG = Logger.getLogger("dev.rookery.maildir");

    @TempDir private Path home;
    private AccountLocation location = new AccountLocation(Path.of("/nowhere"));
    private MailStore store = builder().build();

    @SuppressWarnings("NullAway.Init") // by open()
    private Account account;

    private static MailStore.Builder builder() {
        return MailStore.builder()
                .durability(Durability.NONE)
                .flagsToNames(Duration.ZERO)
                .hostName("test");
    }

    private void open(FolderLayout layout, FolderNames names) throws IOException {
        location = new AccountLocation(home.resolve("Maildir")).with(layout, names);
        account = store.open(location);
    }

    private void reopen() throws IOException {
        store.close();
        store = builder().build();
        account = store.open(location);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static MailboxName name(String text) {
        return MailboxName.parse(text, '/');
    }

    private Path path(String below) {
        return location.maildir().resolve(below);
    }

    private void makeFolder(String below) throws IOException {
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(path(below).resolve(part));
        }
    }

    private void deliver(String mailbox, String subject) throws IOException {
        try (Delivery delivery =
                account.mailbox(name(mailbox)).deliver(Flags.NONE, Instant.EPOCH)) {
            byte[] bytes = Letter.bytes(subject);
            delivery.write(bytes, 0, bytes.length);
            delivery.commit();
        }
    }

    private List<String> mailboxes() throws IOException {
        return account.mailboxes().stream().map(MailboxName::toString).toList();
    }

    private long count(String mailbox) throws IOException {
        return account.mailbox(name(mailbox)).refresh().uids().size();
    }

    @Test
    void nestsDirectories() throws IOException {
        open(FolderLayout.FS, FolderNames.MODIFIED_UTF7);
        account.create(name("Arbeit/Entwürfe/2026"));
        account.create(name("Arbeit"));
        deliver("Arbeit/Entwürfe/2026", "one");
        deliver("INBOX", "two");

        assertThat(path("Arbeit/Entw&APw-rfe/2026/cur")).isDirectory();
        assertThat(path("Arbeit/Entw&APw-rfe/cur")).doesNotExist();
        assertThat(path("Arbeit/maildirfolder")).doesNotExist();
        assertThat(mailboxes()).containsExactly("Arbeit", "Arbeit/Entwürfe/2026", "INBOX");
        reopen();
        assertThat(mailboxes()).containsExactly("Arbeit", "Arbeit/Entwürfe/2026", "INBOX");
        assertThat(count("Arbeit/Entwürfe/2026")).isOne();
        assertThat(count("INBOX")).isOne();
    }

    @Test
    void renamesTreesAtOnce() throws IOException {
        open(FolderLayout.FS, FolderNames.UTF8);
        account.create(name("A"));
        account.create(name("A/B/C"));
        account.create(name("A/D"));
        account.create(name("Z"));
        deliver("A/B/C", "one");
        Mailbox watched = account.mailbox(name("A/B/C"));
        Uid uid = watched.snapshot().uids().first();

        account.rename(name("A"), name("Z/Ä"));

        assertThat(mailboxes()).containsExactly("INBOX", "Z", "Z/Ä", "Z/Ä/B/C", "Z/Ä/D");
        assertThat(path("Z/Ä/B/C/cur")).isDirectory();
        assertThat(path("A")).doesNotExist();
        assertThat(watched.name()).isEqualTo(name("Z/Ä/B/C"));
        assertThat(watched.refresh().uids()).isEqualTo(UidSet.of(uid));
        reopen();
        assertThat(mailboxes()).containsExactly("INBOX", "Z", "Z/Ä", "Z/Ä/B/C", "Z/Ä/D");
        assertThat(account.mailbox(name("Z/Ä/B/C")).snapshot().uids()).isEqualTo(UidSet.of(uid));
    }

    @Test
    void renamesWhatHasFoldersBelowOnly() throws IOException {
        open(FolderLayout.FS, FolderNames.UTF8);
        account.create(name("A/B"));
        account.create(name("A/C/D"));
        account.rename(name("A"), name("N"));
        assertThat(mailboxes()).containsExactly("INBOX", "N/B", "N/C/D");
        account.rename(name("N/C"), name("A"));
        assertThat(mailboxes()).containsExactly("A/D", "INBOX", "N/B");
        reopen();
        assertThat(mailboxes()).containsExactly("A/D", "INBOX", "N/B");
    }

    @Test
    void deletesAFolderWithoutThoseBelow() throws IOException {
        open(FolderLayout.FS, FolderNames.UTF8);
        account.create(name("A"));
        account.create(name("A/B"));
        deliver("A", "gone");
        deliver("A/B", "kept");
        UidValidity before = account.mailbox(name("A")).snapshot().uidValidity();

        account.delete(name("A"));

        assertThat(mailboxes()).containsExactly("A/B", "INBOX");
        assertThat(path("A/cur")).doesNotExist();
        assertThat(count("A/B")).isOne();
        account.create(name("A"));
        assertThat(count("A")).isZero();
        assertThat(account.mailbox(name("A")).snapshot().uidValidity()).isGreaterThan(before);
        account.delete(name("A/B"));
        account.delete(name("A"));
        reopen();
        assertThat(mailboxes()).containsExactly("INBOX");
        assertThat(path("A")).doesNotExist();
    }

    @Test
    void findsFoldersOfOthersHoweverDeep() throws IOException {
        open(FolderLayout.FS, FolderNames.UTF8);
        assertThat(mailboxes()).containsExactly("INBOX");
        makeFolder("Lists/java/2026");
        Files.write(path("Lists/java/2026/new/1.a"), Letter.bytes("one"));
        assertThat(mailboxes()).containsExactly("INBOX", "Lists/java/2026");
        assertThat(count("Lists/java/2026")).isOne();

        makeFolder("Lists/java");
        assertThat(mailboxes()).containsExactly("INBOX", "Lists/java", "Lists/java/2026");
        removeTree(path("Lists/java/2026"));
        assertThat(mailboxes()).containsExactly("INBOX", "Lists/java");
    }

    /// Again while we still make files there.
    private static void removeTree(Path tree) {
        await().ignoreExceptionsMatching(DirectoryNotEmptyException.class::isInstance)
                .until(() -> {
                    try (Stream<Path> all = Files.walk(tree)) {
                        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                            Files.deleteIfExists(each);
                        }
                    }
                    return true;
                });
    }

    @Test
    void keepsSpellingsAsTheyAreFound() throws IOException {
        makeAt(FolderLayout.MAILDIR_PLUS_PLUS, ".Entwürfe", ".Ärger.Ä");
        assertThat(mailboxes()).containsExactly("Entwürfe", "INBOX", "Ärger/Ä");
        deliver("Entwürfe", "one");
        deliver("Ärger/Ä", "two");
        account.create(name("Entwürfe/Über"));

        assertThat(path(".Entw&APw-rfe.&ANw-ber/cur")).isDirectory();
        reopen();
        assertThat(path(".Entwürfe/new")).isNotEmptyDirectory();
        assertThat(count("Entwürfe")).isOne();
        assertThat(count("Ärger/Ä")).isOne();

        account.rename(name("Entwürfe"), name("Fertig"));
        assertThat(path(".Fertig/cur")).isDirectory();
        assertThat(path(".Fertig.&ANw-ber/cur")).isDirectory();
        account.delete(name("Ärger/Ä"));
        assertThat(mailboxes()).containsExactly("Fertig", "Fertig/Über", "INBOX");
        reopen();
        assertThat(mailboxes()).containsExactly("Fertig", "Fertig/Über", "INBOX");
        assertThat(count("Fertig")).isOne();
    }

    @Test
    void makesFoldersBelowTheOneThatIsThere() throws IOException {
        makeAt(FolderLayout.FS, "Entw&APw-rfe");
        location = location.with(FolderLayout.FS, FolderNames.UTF8);
        reopen();
        account.create(name("Entwürfe/Über/Ö"));
        assertThat(path("Entw&APw-rfe/Über/Ö/cur")).isDirectory();
        assertThat(path("Entwürfe")).doesNotExist();
        account.rename(name("Entwürfe"), name("Ä"));
        assertThat(path("Ä/Über/Ö/cur")).isDirectory();
        assertThat(mailboxes()).containsExactly("INBOX", "Ä", "Ä/Über/Ö");
    }

    private void makeAt(FolderLayout layout, String... folders) throws IOException {
        location = new AccountLocation(home.resolve("Maildir"));
        for (String folder : folders) {
            makeFolder(folder);
        }
        open(layout, FolderNames.MODIFIED_UTF7);
    }

    @Test
    void tellsOnceOfDirectoriesThatAreNobodys() throws IOException {
        location = new AccountLocation(home.resolve("Maildir"));
        List<String> told = new ArrayList<>();
        Handler handler = listenTo(told);
        try {
            makeAt(FolderLayout.MAILDIR_PLUS_PLUS, ".Ä", ".A..B");
            Files.write(path(".Ä/new/1.a"), Letter.bytes("one"));
            assertThat(mailboxes()).containsExactly("INBOX", "Ä");
            makeFolder(".&AMQ-");
            Files.write(path(".&AMQ-/new/2.a"), Letter.bytes("two"));
            for (int i = 0; i < 3; i++) {
                assertThat(mailboxes()).containsExactly("INBOX", "Ä");
            }
            assertThat(count("Ä")).isOne();
        } finally {
            LOG.removeHandler(handler);
        }
        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).contains(".A..B", "no mailbox can have this name");
        assertThat(told.getLast()).contains(".&AMQ-", "another directory");
        assertThat(path(".&AMQ-/new/2.a")).exists();

        // The one we know stays, whichever of the two we would have made.
        reopen();
        assertThat(count("Ä")).isOne();
        assertThat(path(".Ä/new")).isNotEmptyDirectory();
    }

    private static Handler listenTo(List<String> told) {
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        if (line.getLevel().equals(Level.WARNING)) {
                            told.add(new SimpleFormatter().formatMessage(line));
                        }
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        LOG.addHandler(handler);
        return handler;
    }

    @Test
    void refusesNamesThatTheLayoutCannotCarry() throws IOException {
        open(FolderLayout.FS, FolderNames.UTF8);
        for (String each : List.of("cur", "A/new", "rookery.x", "subscriptions", "..A")) {
            assertThatThrownBy(() -> account.create(name(each)))
                    .isInstanceOf(InvalidMailboxNameException.class);
        }
        account.create(name("a.b"));
        assertThat(mailboxes()).containsExactly("INBOX", "a.b");
        assertThatThrownBy(() -> account.rename(name("a.b"), name("A/tmp")))
                .isInstanceOf(InvalidMailboxNameException.class);
        assertThat(mailboxes()).containsExactly("INBOX", "a.b");
    }

    @Test
    void writesSubscriptionsAsTheLayoutHasThem() throws IOException {
        open(FolderLayout.FS, FolderNames.MODIFIED_UTF7);
        Files.writeString(path("subscriptions"), "A/b.c\n");
        account.subscribe(name("Ä/x"));
        assertThat(path("subscriptions")).hasContent("A/b.c\n&AMQ-/x\n");
        assertThat(account.subscriptions()).containsExactly(name("A/b.c"), name("Ä/x"));
    }

    @Test
    void takesOverSubscriptionsOfCourier() throws IOException {
        open(FolderLayout.MAILDIR_PLUS_PLUS, FolderNames.MODIFIED_UTF7);
        Files.writeString(path("courierimapsubscribed"), "INBOX\nINBOX.Lists.java\n#shared.x\n");
        assertThat(account.subscriptions()).containsExactly(name("INBOX"), name("Lists/java"));
        account.unsubscribe(MailboxName.INBOX);
        account.subscribe(name("Sent"));
        assertThat(account.subscriptions()).containsExactly(name("Lists/java"), name("Sent"));
        assertThat(path("subscriptions")).hasContent("V\t2\n\nLists\tjava\nSent\n");
    }

    /// Each call to the disk is the last one once.
    @Test
    void isWholeAgainWheneverTheProcessDies() throws IOException {
        Set<List<String>> legal =
                Set.of(
                        List.of("INBOX"),
                        List.of("A", "INBOX"),
                        List.of("A", "A/B", "INBOX"),
                        List.of("INBOX", "N/A", "N/A/B"),
                        List.of("INBOX", "N/A/B"));
        int n = 1;
        while (diesAt(n, legal)) {
            n++;
        }
        assertThat(n).isGreaterThan(50);
    }

    private boolean diesAt(int n, Set<List<String>> legal) throws IOException {
        location =
                new AccountLocation(home.resolve("dies-" + n))
                        .with(FolderLayout.FS, FolderNames.UTF8);
        FaultyDisk disk = new FaultyDisk();
        LOG.setLevel(Level.OFF);
        int delivered = 0;
        try (MailStore dying = StoreOnDisk.builder(disk, 4).hostName("test").build()) {
            disk.plan(FaultPlan.nth(n, Fault.DEATH));
            account = dying.open(location);
            account.create(name("A"));
            account.create(name("A/B"));
            deliver("A/B", "one");
            delivered++;
            account.rename(name("A"), name("N/A"));
            account.delete(name("N/A"));
        } catch (IOException dead) {
            assertThat(disk.hit()).isPresent();
        } finally {
            LOG.setLevel(null);
        }
        disk.die();
        reopen();
        List<String> found = mailboxes();
        assertThat(found).as("died at call %d: %s", n, disk.hit()).isIn(legal);
        if (delivered > 0) {
            assertThat(count(found.contains("A/B") ? "A/B" : "N/A/B")).isOne();
        }
        return disk.hit().isPresent();
    }
}
