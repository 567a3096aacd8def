// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of ours that are not what was written: an opening serves right messages or none, never
/// gives a UID again, and a repair gives every message back.
@ExtendWith(QuietLog.class)
class DamagedFilesTest {
    private static final int MESSAGES = 20;
    private static final int ROUNDS = 12;
    private static final long SEED = 7;

    @TempDir private Path home;
    private final Map<Long, String> told = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private Path pristine = Path.of("/");
    private long toldNext;

    private static MailStore store(int checkpointEntries) {
        return StoreOnDisk.builder(new LinuxDisk(Durability.NONE), checkpointEntries, Duration.ZERO)
                .flagsToNames(Duration.ZERO)
                .build();
    }

    /// Most of the messages are in the index, the last ones in the journal.
    @BeforeEach
    void fill() throws IOException {
        pristine = fill("pristine");
    }

    private Path fill(String name) throws IOException {
        Path maildir = home.resolve(name);
        try (MailStore store = store(MESSAGES - 4);
                Account account = store.open(new AccountLocation(maildir))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            for (int i = 1; i <= MESSAGES; i++) {
                Mail.deliver(inbox, "message " + i, Flags.NONE);
            }
            await().until(() -> Files.exists(maildir.resolve("rookery.index")));
            inbox.changeFlags(inbox.snapshot().uids(), FlagChange.add(Flags.of(SystemFlag.SEEN)));
            inbox.expunge(UidSet.of(new Uid(3)));
            note(inbox);
        }
        return maildir;
    }

    private void note(Mailbox mailbox) throws IOException {
        for (Uid uid : mailbox.snapshot().uids()) {
            told.put(uid.value(), Mail.subject(mailbox, uid));
        }
        toldNext = mailbox.snapshot().uidNext().value();
    }

    private static Path file(Path account, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(account)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// Whoever opens the account is told the truth, or nothing.
    private void requireTruth(MailStore store, Path account) {
        try (Account opened = store.open(new AccountLocation(account))) {
            Mailbox inbox = opened.mailbox(MailboxName.INBOX);
            requireTruth(inbox);
        } catch (IOException refused) {
            assertThat(refused.getMessage()).contains("rookery.");
        }
    }

    private List<String> requireTruth(Mailbox inbox) throws IOException {
        Snapshot snapshot = inbox.snapshot();
        assertThat(snapshot.uidNext().value()).isGreaterThanOrEqualTo(toldNext);
        List<String> subjects = new ArrayList<>();
        for (Uid uid : snapshot.uids()) {
            String subject = Mail.subject(inbox, uid);
            subjects.add(subject);
            if (uid.value() < toldNext) {
                assertThat(subject).isEqualTo(told.get(uid.value()));
            }
        }
        return subjects;
    }

    private void requireAll(MailStore store, Path account) throws IOException {
        store.repair(new AccountLocation(account), findings::add);
        try (Account opened = store.open(new AccountLocation(account))) {
            List<String> subjects = requireTruth(opened.mailbox(MailboxName.INBOX));
            assertThat(subjects).containsAll(told.values());
        }
    }

    private static List<String> said(MailStore store, Path account) throws IOException {
        List<String> sentences = new ArrayList<>();
        store.examine(
                new AccountLocation(account),
                finding -> {
                    if (finding.grade() == Finding.Grade.FAULT) {
                        sentences.add(finding.toString());
                    }
                });
        return sentences;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rookery.journal.", "rookery.index", "rookery.index.rows."})
    void servesNoWrongMessageOfADamagedFile(String which) throws IOException {
        Random random = new Random(SEED);
        try (MailStore store = store(1_000)) {
            for (int round = 0; round < ROUNDS; round++) {
                Path account = fill(which + round);
                Path file =
                        which.equals("rookery.index")
                                ? account.resolve(which)
                                : file(account, which);
                byte[] bytes = Files.readAllBytes(file);
                if (round % 2 == 0) {
                    bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                } else {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(file, bytes);
                if (!which.contains("journal")) {
                    assertThat(said(store, account)).first().asString().contains("rookery.index");
                    assertThat(said(store, account).getFirst()).contains("byte");
                }
                assertThat(Files.readAllBytes(file)).as("examined only").isEqualTo(bytes);
                requireTruth(store, account);
                requireAll(store, account);
            }
        }
    }

    @Test
    void findsNothingInASoundAccount() throws IOException {
        try (MailStore store = store(1_000)) {
            assertThat(said(store, pristine)).isEmpty();
        }
    }

    @Test
    void givesNoUidAgainWhenTheHeadIsGone() throws IOException {
        Path account = fill("headless");
        Files.delete(account.resolve("rookery.index"));
        try (MailStore store = store(1_000)) {
            assertThat(said(store, account)).anyMatch(said -> said.contains("it is not there"));
            requireTruth(store, account);
            requireAll(store, account);
        }
    }

    @Test
    void givesNoUidAgainWhenTheWholeIndexIsGone() throws IOException {
        Path account = fill("unindexed");
        ModSeq before;
        try (MailStore store = store(1_000);
                Account opened = store.open(new AccountLocation(account))) {
            before = opened.mailbox(MailboxName.INBOX).snapshot().highestModSeq();
        }
        try (Stream<Path> files = Files.list(account)) {
            for (Path file :
                    files.filter(path -> path.getFileName().toString().startsWith("rookery.index"))
                            .toList()) {
                Files.delete(file);
            }
        }
        for (int start = 0; start < 2; start++) {
            try (MailStore store = store(1_000);
                    Account opened = store.open(new AccountLocation(account))) {
                Mailbox inbox = opened.mailbox(MailboxName.INBOX);
                assertThat(requireTruth(inbox)).containsAll(told.values());
                assertThat(inbox.snapshot().highestModSeq()).isGreaterThan(before);
                assertThat(inbox.snapshot().expungedSince(before)).isEmpty();
            }
        }
    }

    @Test
    void takesNoIndexOfAnotherFolder() throws IOException {
        Path other = home.resolve("other");
        try (MailStore store = store(2);
                Account opened = store.open(new AccountLocation(other))) {
            for (int i = 0; i < 8; i++) {
                Mail.deliver(opened.mailbox(MailboxName.INBOX), "other " + i, Flags.NONE);
            }
            await().until(() -> Files.exists(other.resolve("rookery.index")));
        }
        Path account = fill("swapped");
        Files.delete(account.resolve("rookery.index"));
        Files.delete(file(account, "rookery.index.rows."));
        try (Stream<Path> files = Files.list(other)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith("rookery.index")) {
                    Files.copy(file, account.resolve(file.getFileName()));
                }
            }
        }
        try (MailStore store = store(1_000)) {
            assertThat(said(store, account)).anyMatch(said -> said.contains("another folder"));
            requireTruth(store, account);
            requireAll(store, account);
        }
    }

    @Test
    void tellsWhatLiesAmongTheMail() throws Exception {
        Path account = fill("odd");
        Path cur = account.resolve("cur");
        Files.createDirectory(cur.resolve("directory:2,"));
        Files.createSymbolicLink(cur.resolve("link:2,S"), Path.of("/etc/passwd"));
        Path gone = file(cur, "1");
        Files.delete(gone);
        Path grown = file(cur, "1");
        Files.writeString(grown, Files.readString(grown) + "more");
        Files.writeString(account.resolve("tmp/left"), "half");
        Files.writeString(account.resolve("dovecot-uidlist"), "3 V1 N1\n");
        try (MailStore store = store(1_000)) {
            store.examine(new AccountLocation(account), findings::add);
        }
        String all = findings.toString();
        assertThat(all)
                .contains("directory:2,: it is a directory")
                .contains("link:2,S: it is a directory, a link")
                .contains(gone.getFileName() + ": the file of a message is not there")
                .contains(grown.getFileName() + ": it has ")
                .contains("left: a delivery that was not finished")
                .contains("dovecot-uidlist: Dovecot was at work here");
    }

    @Test
    void refusesAnAccountThatIsOpen() throws IOException {
        AccountLocation location = new AccountLocation(pristine);
        try (MailStore store = store(1_000);
                Account _ = store.open(location)) {
            assertThatThrownBy(() -> store.examine(location, findings::add))
                    .isInstanceOf(AccountInUseException.class)
                    .hasMessageContaining("this process");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rookery.journal.", "rookery.index"})
    void refusesALaterVersionByName(String which) throws IOException {
        boolean journal = which.endsWith(".");
        Path file = journal ? file(pristine, which) : pristine.resolve(which);
        byte[] bytes = Files.readAllBytes(file);
        bytes = journal ? LaterVersion.ofJournal(bytes, 99) : LaterVersion.ofHeadFile(bytes, 99);
        Files.write(file, bytes);
        AccountLocation location = new AccountLocation(pristine);
        try (MailStore store = store(1_000)) {
            assertThat(said(store, pristine)).singleElement().asString().contains("version", "99");
            assertThatThrownBy(() -> store.open(location)).hasMessageContaining("99");
            assertThatThrownBy(() -> store.repair(location, findings::add))
                    .hasMessageContaining("99");
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        }
    }
}
