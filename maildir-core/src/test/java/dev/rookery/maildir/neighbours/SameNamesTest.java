// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.simulation.Ledger.Letter;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that bear the name of another, or of themselves once.
@Timeout(120)
class SameNamesTest {
    private static final int LETTERS = 40;
    private static final FileTime EARLIER = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir private Path home;
    private Path maildir;
    private Neighbour neighbour;
    private Inbox inbox;

    @BeforeEach
    void open() throws IOException {
        maildir = home.resolve("Maildir");
        inbox = new Inbox(maildir);
        neighbour = new Neighbour(maildir);
        for (int i = 0; i < LETTERS; i++) {
            neighbour.deliver("cur/" + i + ".n:2,S", "letter " + i);
        }
        inbox.awaitSubjects(subjects());
    }

    @AfterEach
    void close() {
        inbox.close();
    }

    private static List<String> subjects() {
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < LETTERS; i++) {
            subjects.add("letter " + i);
        }
        return subjects;
    }

    private void cp(String arguments) throws Exception {
        Commands.run(home, "sh", "-c", "cp " + arguments);
    }

    @Test
    void aCopyUnderTheSameBaseNameIsAMessageOfItsOwn() throws Exception {
        SortedMap<Uid, String> before = inbox.subjects();
        for (int i = 0; i < LETTERS; i += 2) {
            cp("-p Maildir/cur/%1$d.n:2,S Maildir/cur/%1$d.n:2,FS".formatted(i));
        }
        List<String> due = new ArrayList<>(subjects());
        for (int i = 0; i < LETTERS; i += 2) {
            due.add("letter " + i);
        }
        inbox.awaitSubjects(due);
        SortedMap<Uid, String> after = inbox.subjects();
        assertThat(after).containsAllEntriesOf(before);
        Set<String> bases = new HashSet<>();
        neighbour.files().forEach(file -> bases.add(Neighbour.base(file)));
        assertThat(bases).hasSize(due.size());
        inbox.reopen();
        assertThat(inbox.subjects()).isEqualTo(after);
    }

    @Test
    void copiesOfAllFilesInTheSameFolderAreMessagesOfTheirOwn() throws Exception {
        SortedMap<Uid, String> before = inbox.subjects();
        Commands.run(
                maildir.resolve("cur"),
                "sh",
                "-c",
                "for f in *; do cp -p \"$f\" \"copy-$f\"; done");
        List<String> due = new ArrayList<>(subjects());
        due.addAll(subjects());
        inbox.awaitSubjects(due);
        assertThat(inbox.subjects()).containsAllEntriesOf(before);
    }

    @Test
    void otherContentUnderTheSameNameIsAnotherMessage() throws Exception {
        SortedMap<Uid, String> before = inbox.subjects();
        UidSet.Builder replaced = UidSet.builder();
        for (var each : before.entrySet()) {
            if (each.getKey().value() % 4 == 0) {
                String number = each.getValue().substring("letter ".length());
                Path file = maildir.resolve("cur").resolve(number + ".n:2,S");
                Files.write(file, Letter.bytes("a longer letter instead of " + number));
                replaced.add(each.getKey());
            }
        }
        // A changed file shows when it is read, or when the kernel tells of it.
        for (Uid uid : replaced.build()) {
            assertThat(inbox.subject(uid)).isEmpty();
        }
        await().until(() -> inbox.mailbox().refresh().uids().size() == LETTERS);
        SortedMap<Uid, String> after = inbox.subjects();
        assertThat(inbox.mailbox().snapshot().uids().intersects(replaced.build())).isFalse();
        after.forEach((uid, subject) -> {
            String old = before.get(uid);
            assertThat(old == null ? subject.startsWith("a longer") : old.equals(subject)).isTrue();
        });
    }

    @Test
    void aCopyOfAWholeFolderHasUidsOfItsOwn() throws Exception {
        Mailbox work = inbox.account().create(MailboxName.parse("Work", '/'));
        for (int i = 0; i < 10; i++) {
            Mail.deliver(work, "work " + i, Flags.NONE);
        }
        UidValidity original = work.snapshot().uidValidity();
        await().until(() -> maildir.resolve(".Work/new").toFile().list().length == 10);
        cp("-a Maildir/.Work Maildir/.Twin");
        assertThat(inbox.account().mailboxes()).contains(MailboxName.parse("Twin", '/'));
        Mailbox twin = inbox.account().mailbox(MailboxName.parse("Twin", '/'));
        assertThat(twin.refresh().uids().size()).isEqualTo(10);
        assertThat(twin.snapshot().uidValidity()).isNotEqualTo(original);
        assertThat(work.refresh().uids()).isEqualTo(UidSet.range(new Uid(1), new Uid(10)));
    }

    /// Puts a file of the same size in the place of every fourth message; answers their UIDs.
    private UidSet replaceSome(SortedMap<Uid, String> all) throws IOException {
        UidSet.Builder replaced = UidSet.builder();
        for (var each : all.entrySet()) {
            if (each.getKey().value() % 4 == 0) {
                String name = each.getValue().substring("letter ".length()) + ".n:2,S";
                Path draft =
                        Files.write(
                                maildir.resolve("tmp").resolve(name),
                                Letter.bytes(each.getValue().replace('l', 'L')));
                Files.setLastModifiedTime(draft, EARLIER);
                Files.move(
                        draft,
                        maildir.resolve("cur").resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
                replaced.add(each.getKey());
            }
        }
        return replaced.build();
    }

    private void requireReplaced(UidSet replaced) throws IOException {
        assertThat(inbox.mailbox().snapshot().uids().size()).isEqualTo(LETTERS);
        assertThat(inbox.mailbox().snapshot().uids().intersects(replaced)).isFalse();
        for (var each : inbox.subjects().entrySet()) {
            boolean late = each.getKey().value() > LETTERS;
            assertThat(each.getValue()).startsWith(late ? "Letter" : "letter");
            try (Message message = inbox.mailbox().message(each.getKey())) {
                assertThat(new String(message.envelope(), US_ASCII)).contains(each.getValue());
            }
        }
    }

    @Test
    void otherContentOfTheSameSizeIsAnotherMessage() throws Exception {
        UidSet replaced = replaceSome(inbox.subjects());
        inbox.awaitGone(replaced);
        await().until(() -> inbox.mailbox().refresh().uids().size() == LETTERS);
        requireReplaced(replaced);
        inbox.reopen();
        requireReplaced(replaced);
    }

    /// Nobody looks at all files for that: it shows when one is read.
    @Test
    void soIsWhatCameWhileNobodyLooked() throws Exception {
        SortedMap<Uid, String> before = inbox.subjects();
        inbox.close();
        UidSet replaced = replaceSome(before);
        inbox.reopen();
        for (Uid uid : replaced) {
            assertThat(inbox.subject(uid)).isEmpty();
        }
        requireReplaced(replaced);
    }

    @Test
    void aTouchedFileIsAnotherMessageToo() throws Exception {
        Uid uid = inbox.mailbox().snapshot().uids().first();
        var date = inbox.mailbox().snapshot().internalDate(uid);
        for (Path file : neighbour.files()) {
            Files.setLastModifiedTime(file, EARLIER);
        }
        Snapshot before = inbox.mailbox().snapshot();
        inbox.awaitGone(UidSet.range(new Uid(1), new Uid(LETTERS)));
        inbox.awaitSubjects(subjects());
        assertThat(before.internalDate(uid)).isEqualTo(date);
        Snapshot after = inbox.mailbox().snapshot();
        assertThat(after.internalDate(after.uids().first())).isEqualTo(EARLIER.toInstant());
    }

    /// Nothing tells whether an account was copied or moved house, so clients keep what they have;
    /// what comes next has UIDs that the original has not given.
    @Test
    void anAccountAndItsCopyLiveSideBySide() throws Exception {
        Snapshot original = inbox.mailbox().snapshot();
        cp("-a Maildir other");
        try (MailStore store = MailStore.builder().hostName("test").build();
                Account other = store.open(new AccountLocation(home.resolve("other")))) {
            Mailbox copy = other.mailbox(MailboxName.INBOX);
            assertThat(copy.snapshot().uids().size()).isEqualTo(LETTERS);
            assertThat(copy.snapshot().uidValidity()).isEqualTo(original.uidValidity());
            assertThat(copy.snapshot().uidNext().value())
                    .isGreaterThan(original.uidNext().value() + (1 << 19));
            assertThat(copy.snapshot().highestModSeq()).isGreaterThan(original.highestModSeq());
            copy.expunge(copy.snapshot().uids());
        }
        inbox.awaitSubjects(subjects());
    }
}
