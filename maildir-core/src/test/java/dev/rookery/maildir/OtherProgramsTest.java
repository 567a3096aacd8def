// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.Ledger.Letter;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What other programs may do to a Maildir beside us.
@Timeout(60)
class OtherProgramsTest {
    @TempDir private Path home;
    private MailStore store;
    private Account account;
    private Mailbox inbox;

    @BeforeEach
    void open() throws IOException {
        store = MailStore.builder().flagsToNames(Duration.ZERO).hostName("test").build();
        account = store.open(new AccountLocation(maildir()));
        inbox = account.mailbox(MailboxName.INBOX);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() throws IOException {
        close();
        open();
    }

    private Path maildir() {
        return home.resolve("Maildir");
    }

    private Path drop(String name, String subject) throws IOException {
        Path file = maildir().resolve(name);
        return Files.write(file, Letter.bytes(subject));
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> all = Files.list(maildir().resolve(directory))) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private Path onlyFile(String directory) throws IOException {
        await().until(() -> names(directory).size() == 1);
        return maildir().resolve(directory).resolve(names(directory).getFirst());
    }

    /// The subjects of all messages, each read whole.
    private SortedSet<String> subjects() throws IOException {
        SortedSet<String> subjects = new TreeSet<>();
        for (Uid uid : inbox.refresh().uids()) {
            String text = new String(Mail.content(inbox, uid), UTF_8);
            String subject = text.substring("Subject: ".length(), text.indexOf("\r\n"));
            assertThat(text.getBytes(UTF_8)).isEqualTo(Letter.bytes(subject));
            assertThat(subjects.add(subject)).as("two of %s", subject).isTrue();
        }
        return subjects;
    }

    /// Looks until two looks agree: what is missing is believed the second time.
    private Snapshot settled() {
        UidSet[] before = {UidSet.EMPTY};
        await().pollInterval(Duration.ofMillis(30))
                .until(() -> {
                    UidSet last = before[0];
                    before[0] = inbox.refresh().uids();
                    return before[0].equals(last);
                });
        return inbox.snapshot();
    }

    private static void run(Path where, String script) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-c", script)
                        .directory(where.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void showsBothOfTwoMessagesThatHaveOneName() throws IOException {
        drop("new/1.twin", "fresh");
        drop("cur/1.twin:2,S", "old");
        drop("cur/2.twin:2,", "one");
        drop("cur/2.twin:2,F", "two");
        assertThat(subjects()).containsExactly("fresh", "old", "one", "two");
        drop("new/2.twin", "three");
        assertThat(subjects()).containsExactly("fresh", "old", "one", "three", "two");
        reopen();
        assertThat(subjects()).containsExactly("fresh", "old", "one", "three", "two");
    }

    @Test
    void showsOneMessageThatHasTwoNames() throws IOException {
        Path fresh = drop("new/1.linked", "linked");
        Files.createLink(maildir().resolve("cur/1.linked:2,S"), fresh);
        assertThat(subjects()).containsExactly("linked");
        Files.delete(fresh);
        assertThat(subjects()).containsExactly("linked");
        assertThat(settled().uids()).isEqualTo(UidSet.of(new Uid(1)));
    }

    @Test
    void leavesAloneWhatIsNoMessage() throws Exception {
        Files.writeString(home.resolve("secret"), "Subject: secret\n\n");
        run(
                maildir(),
                "mkfifo cur/1.pipe new/2.pipe; mkdir cur/3.directory;"
                        + " ln -s ../../secret cur/4.link; ln -s /dev/zero new/5.endless;"
                        + " : > \"cur/$(printf '6.b\\377d')\"; : > cur/.hidden");
        drop("cur/7.good:2,", "good");
        assertThat(subjects()).containsExactly("good");
        reopen();
        assertThat(subjects()).containsExactly("good");
        run(maildir(), "test -p cur/1.pipe && test -L cur/4.link && test -d cur/3.directory");
    }

    @Test
    void deletesAFolderWithWhateverIsInIt() throws Exception {
        MailboxName name = MailboxName.parse("Odd", '/');
        account.create(name);
        run(maildir().resolve(".Odd"), "mkdir cur/d; : > \"cur/d/$(printf '\\377')\"; mkfifo p");
        account.delete(name);
        await().until(() -> names("").stream().noneMatch(each -> each.contains("removed")));
        assertThat(maildir().resolve(".Odd")).doesNotExist();
    }

    @Test
    void takesARestoredFileForNewMail() throws IOException {
        Uid uid = Mail.deliver(inbox, "back", Flags.of(SystemFlag.SEEN));
        Path file = onlyFile("cur");
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        await().until(() -> inbox.refresh().uids().isEmpty());
        Files.write(file, bytes);
        assertThat(subjects()).containsExactly("back");
        assertThat(inbox.snapshot().uids().contains(uid)).isFalse();
        reopen();
        assertThat(subjects()).containsExactly("back");
        assertThat(file).exists();
    }

    @Test
    void takesARestoredFileOfAnExpungedMessageForNewMail() throws IOException {
        Uid uid = Mail.deliver(inbox, "back", Flags.of(SystemFlag.SEEN));
        Path file = onlyFile("cur");
        byte[] bytes = Files.readAllBytes(file);
        inbox.expunge(UidSet.of(uid));
        await().until(() -> !Files.exists(file));
        reopen();
        Files.write(file, bytes);
        assertThat(subjects()).containsExactly("back");
        assertThat(inbox.snapshot().uids().contains(uid)).isFalse();
    }

    @Test
    void takesOtherContentUnderAnOldNameForAnotherMessage() throws IOException {
        Uid uid = Mail.deliver(inbox, "first", Flags.of(SystemFlag.SEEN));
        Files.write(onlyFile("cur"), Letter.bytes("another content"));
        assertThatThrownBy(() -> Mail.content(inbox, uid))
                .isInstanceOf(MessageExpungedException.class);
        assertThat(subjects()).containsExactly("another content");
        assertThat(inbox.snapshot().uids().contains(uid)).isFalse();
    }

    @Test
    void followsAMessageThatIsRenamedAgainAndAgain() throws IOException {
        Uid uid = Mail.deliver(inbox, "a", Flags.NONE);
        Path file = onlyFile("new");
        for (String flags : List.of(":2,S", ":2,FS", ":2,", ":2,R")) {
            String base = file.getFileName().toString().replaceAll(":.*", "");
            file = Files.move(file, maildir().resolve("cur/" + base + flags));
            assertThat(Mail.content(inbox, uid)).isEqualTo(Letter.bytes("a"));
        }
        assertThat(inbox.snapshot().flags(uid)).isEqualTo(Flags.of(SystemFlag.ANSWERED));
    }

    @Test
    void mergesItsFlagsWithTheirs() throws IOException {
        Uid uid = Mail.deliver(inbox, "a", Flags.of(SystemFlag.SEEN));
        Path file = onlyFile("cur");
        Files.move(file, Path.of(file.toString().replace(":2,S", ":2,FS")));
        inbox.changeFlags(UidSet.of(uid), FlagChange.add(Flags.of(SystemFlag.ANSWERED)));
        assertThat(settled().flags(uid).system())
                .containsExactlyInAnyOrder(
                        SystemFlag.SEEN, SystemFlag.FLAGGED, SystemFlag.ANSWERED);
        assertThat(onlyFile("cur").toString()).endsWith(":2,FRS");
    }

    @Test
    void expungesForGoodWhatTheyRename() throws IOException {
        Uid uid = Mail.deliver(inbox, "a", Flags.of(SystemFlag.SEEN));
        Path file = onlyFile("cur");
        Files.move(file, Path.of(file.toString().replace(":2,S", ":2,T")));
        inbox.expunge(UidSet.of(uid));
        await().until(() -> names("cur").isEmpty());
        assertThat(settled().uids().isEmpty()).isTrue();
    }

    @Test
    void takesInTenThousandFiles() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            String name = i % 2 == 0 ? "new/" + i + ".many" : "cur/" + i + ".many:2,S";
            Files.write(maildir().resolve(name), List.of("Subject: " + i, "", "x"));
        }
        Snapshot snapshot = inbox.refresh();
        assertThat(snapshot.uids()).isEqualTo(UidSet.range(new Uid(1), new Uid(10_000)));
        assertThat(snapshot.having(SystemFlag.SEEN).size()).isEqualTo(5_000);
        UidValidity before = snapshot.uidValidity();
        reopen();
        assertThat(inbox.snapshot().uids()).isEqualTo(snapshot.uids());
        assertThat(inbox.snapshot().uidValidity()).isEqualTo(before);
    }

    @Test
    void findsFoldersThatComeAndGo() throws Exception {
        MailboxName name = MailboxName.parse("Theirs", '/');
        run(maildir(), "mkdir -p .Theirs/cur .Theirs/new .Theirs/tmp .NoFolder; : > .file");
        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX, name);
        Mailbox theirs = account.mailbox(name);
        Uid uid = Mail.deliver(theirs, "a", Flags.NONE);
        run(maildir(), "rm -r .Theirs");
        assertThatThrownBy(theirs::refresh).isInstanceOf(NoSuchMailboxException.class);
        assertThatThrownBy(() -> Mail.content(theirs, uid))
                .isInstanceOf(NoSuchMailboxException.class);
        assertThatThrownBy(() -> Mail.deliver(theirs, "b", Flags.NONE))
                .isInstanceOf(NoSuchMailboxException.class);
        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX);
    }

    @Test
    void tellsListenersOfAFolderThatIsRemoved() throws Exception {
        MailboxName name = MailboxName.parse("Theirs", '/');
        Mailbox theirs = account.create(name);
        List<Change> changes = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (Subscription _ = theirs.subscribe(changes::add)) {
            run(maildir(), "rm -r .Theirs");
            await().until(() -> changes.stream().anyMatch(Change.Deleted.class::isInstance));
        }
    }

    @Test
    void startsAnewWhenItsOwnFilesAreDeleted() throws Exception {
        Uid uid = Mail.deliver(inbox, "a", Flags.of(SystemFlag.SEEN));
        UidValidity before = inbox.snapshot().uidValidity();
        close();
        run(maildir(), "rm -r rookery.*");
        open();
        assertThat(subjects()).containsExactly("a");
        assertThat(inbox.snapshot().having(SystemFlag.SEEN).size()).isEqualTo(1);
        assertThat(inbox.snapshot().uidValidity()).isGreaterThan(before);
        assertThat(uid.value()).isEqualTo(1);
    }

    @Test
    void writesItsJournalAgainWhenSomebodyDeletesIt() throws Exception {
        Uid first = Mail.deliver(inbox, "a", Flags.NONE);
        UidValidity before = inbox.snapshot().uidValidity();
        run(maildir(), "rm rookery.journal.*");
        Uid second = Mail.deliver(inbox, "b", Flags.NONE);
        run(maildir(), "mv rookery.journal.* ..; cp -p ../rookery.journal.* .");
        Uid third = Mail.deliver(inbox, "c", Flags.NONE);
        reopen();
        assertThat(inbox.snapshot().uids()).isEqualTo(UidSet.of(first, second, third));
        assertThat(inbox.snapshot().uidValidity()).isEqualTo(before);
    }

    @Test
    void opensBesideAFolderItMayNotRead() throws Exception {
        run(maildir(), "mkdir -m 0 .Closed; ln -s /nonexistent .Link; mkfifo .Pipe");
        reopen();
        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX);
    }
}
