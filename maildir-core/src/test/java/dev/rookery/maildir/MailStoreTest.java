// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailStoreTest {
    private static final Instant DATE = Instant.ofEpochSecond(1_700_000_000);
    private static final MailboxName WORK = MailboxName.parse("Work/Später", '/');

    @TempDir private Path home;
    private MailStore store;
    private Account account;
    private Mailbox inbox;

    @BeforeEach
    void open() throws IOException {
        store = MailStore.builder().flagsToNames(Duration.ZERO).hostName("test").build();
        account = store.open(new AccountLocation(home.resolve("Maildir")));
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

    private Uid deliver(Mailbox mailbox, String text, Flags flags) throws IOException {
        try (Delivery delivery = mailbox.deliver(flags, DATE)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            delivery.write(bytes, 0, bytes.length);
            return delivery.commit().uid();
        }
    }

    private static String content(Mailbox mailbox, Uid uid) throws IOException {
        try (Message message = mailbox.message(uid)) {
            Message.Content content = message.section(Section.WHOLE).orElseThrow();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            content.writeTo(out, 0, content.sizeBytes());
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    private List<String> files(String folder) throws IOException {
        try (Stream<Path> names = Files.list(home.resolve("Maildir").resolve(folder))) {
            return names.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keepsWhatWasDeliveredThroughARestart() throws IOException {
        Uid first = deliver(inbox, "Subject: a\r\n\r\nhello\r\n", Flags.NONE);
        Uid second = deliver(inbox, "Subject: b\n\nhello\n", Flags.of(SystemFlag.SEEN));
        UidValidity generation = inbox.snapshot().uidValidity();

        reopen();

        Snapshot snapshot = inbox.snapshot();
        assertThat(snapshot.uidValidity()).isEqualTo(generation);
        assertThat(snapshot.uids()).isEqualTo(UidSet.of(first, second));
        assertThat(snapshot.flags(second)).isEqualTo(Flags.of(SystemFlag.SEEN));
        assertThat(snapshot.sizeBytes(first)).isEqualTo(21);
        assertThat(snapshot.internalDate(first)).isEqualTo(DATE);
        assertThat(content(inbox, first)).isEqualTo("Subject: a\r\n\r\nhello\r\n");
        assertThat(content(inbox, second)).isEqualTo("Subject: b\r\n\r\nhello\r\n");
        assertThat(files("tmp")).isEmpty();
        assertThat(files("new")).singleElement().asString().endsWith(",S=18,W=21");
        assertThat(files("cur")).singleElement().asString().endsWith(",S=18,W=21:2,S");
    }

    @Test
    void neverShowsADeliveryThatWasNotCommitted() throws IOException {
        try (Delivery delivery = inbox.deliver(Flags.NONE, DATE)) {
            delivery.write(new byte[] {'x'}, 0, 1);
        }
        assertThat(inbox.refresh().uids().isEmpty()).isTrue();
        assertThat(files("tmp")).isEmpty();
    }

    @Test
    void changesFlagsAndFileNames() throws IOException {
        Uid uid = deliver(inbox, "Subject: a\n\n", Flags.NONE);
        ModSeq before = inbox.snapshot().highestModSeq();
        Flags flags = Flags.of(List.of(SystemFlag.SEEN, SystemFlag.FLAGGED), List.of("$Junk"));

        inbox.changeFlags(UidSet.of(uid), FlagChange.add(flags));

        assertThat(inbox.snapshot().flags(uid)).isEqualTo(flags);
        assertThat(inbox.snapshot().highestModSeq()).isGreaterThan(before);
        assertThat(inbox.snapshot().modSeq(uid)).isEqualTo(inbox.snapshot().highestModSeq());
        assertThat(files("new")).isEmpty();
        assertThat(files("cur")).singleElement().asString().endsWith(":2,FSa");
        reopen();
        assertThat(inbox.snapshot().flags(uid)).isEqualTo(flags);
        assertThat(inbox.snapshot().havingKeyword("$junk").contains(uid)).isTrue();
    }

    @Test
    void expungesForGood() throws IOException {
        Uid first = deliver(inbox, "Subject: a\n\n", Flags.NONE);
        Uid second = deliver(inbox, "Subject: b\n\n", Flags.NONE);

        inbox.expunge(UidSet.of(first));
        reopen();

        assertThat(inbox.snapshot().uids()).isEqualTo(UidSet.of(second));
        assertThat(files("new")).hasSize(1);
        assertThatThrownBy(() -> inbox.message(first)).isInstanceOf(MessageExpungedException.class);
        assertThat(deliver(inbox, "x", Flags.NONE).value()).isEqualTo(3);
    }

    @Test
    void copiesAndMovesWithFlagsAndDates() throws IOException {
        Mailbox work = account.create(WORK);
        Uid first = deliver(inbox, "Subject: a\n\nA\n", Flags.of(SystemFlag.ANSWERED));
        Uid second = deliver(inbox, "Subject: b\n\nB\n", Flags.NONE);

        Copied copied = inbox.copy(UidSet.of(first, second), work);
        Copied moved = inbox.move(UidSet.of(second), work);

        assertThat(copied.target().toString()).isEqualTo("1:2");
        assertThat(moved.target().toString()).isEqualTo("3");
        assertThat(inbox.snapshot().uids()).isEqualTo(UidSet.of(first));
        reopen();
        work = account.mailbox(WORK);
        assertThat(work.snapshot().uids().toString()).isEqualTo("1:3");
        assertThat(work.snapshot().flags(new Uid(1))).isEqualTo(Flags.of(SystemFlag.ANSWERED));
        assertThat(work.snapshot().internalDate(new Uid(3))).isEqualTo(DATE);
        assertThat(content(work, new Uid(3))).isEqualTo("Subject: b\r\n\r\nB\r\n");
        assertThat(files("new")).isEmpty();
    }

    @Test
    void seesWhatOtherProgramsDo() throws IOException {
        Uid ours = deliver(inbox, "Subject: ours\n\n", Flags.NONE);
        List<Change> changes = new CopyOnWriteArrayList<>();
        try (Subscription _ = inbox.subscribe(changes::add)) {
            Path maildir = home.resolve("Maildir");
            Files.writeString(maildir.resolve("tmp/1.foreign"), "Subject: foreign\n\nhi\n");
            Files.move(maildir.resolve("tmp/1.foreign"), maildir.resolve("new/1.foreign"));
            await().until(() -> inbox.snapshot().uids().size() == 2);

            String name = files("new").stream().filter(n -> n.contains(",S=")).findAny().get();
            Files.move(maildir.resolve("new/" + name), maildir.resolve("cur/" + name + ":2,RS"));
            await().until(() -> inbox.snapshot().flags(ours).has(SystemFlag.SEEN));

            Files.delete(maildir.resolve("new/1.foreign"));
            await().until(() -> inbox.snapshot().uids().equals(UidSet.of(ours)));
        }
        assertThat(inbox.snapshot().flags(ours))
                .isEqualTo(Flags.of(SystemFlag.SEEN, SystemFlag.ANSWERED));
        assertThat(changes.stream().map(Change::getClass).map(Class::getSimpleName))
                .containsSubsequence("Arrived", "FlagsChanged", "Expunged");
    }

    @Test
    void renamesAndDeletesFolders() throws IOException {
        Mailbox work = account.create(WORK);
        account.create(MailboxName.parse("Work", '/'));
        deliver(work, "Subject: a\n\n", Flags.NONE);
        UidValidity generation = work.snapshot().uidValidity();

        account.rename(MailboxName.parse("Work", '/'), MailboxName.parse("Old", '/'));
        reopen();

        MailboxName renamed = MailboxName.parse("Old/Später", '/');
        assertThat(account.mailboxes().stream().map(MailboxName::toString))
                .containsExactly("INBOX", "Old", "Old/Später");
        assertThat(account.mailbox(renamed).snapshot().uids().size()).isEqualTo(1);
        assertThat(account.mailbox(renamed).snapshot().uidValidity()).isEqualTo(generation);

        account.delete(renamed);
        assertThat(account.mailboxes()).hasSize(2);
        assertThatThrownBy(() -> account.mailbox(renamed))
                .isInstanceOf(NoSuchMailboxException.class);
        assertThat(account.create(renamed).snapshot().uidValidity()).isGreaterThan(generation);
    }

    @Test
    void subscribesToNamesWhetherOrNotTheyAreThere() throws IOException {
        account.subscribe(WORK);
        account.subscribe(MailboxName.INBOX);
        account.unsubscribe(MailboxName.INBOX);
        reopen();
        assertThat(account.subscriptions()).containsExactly(WORK);
    }

    @Test
    void claimsRecentMessagesOnce() throws IOException {
        Uid uid = deliver(inbox, "Subject: a\n\n", Flags.NONE);
        assertThat(inbox.claimRecent()).isEqualTo(UidSet.of(uid));
        assertThat(inbox.claimRecent().isEmpty()).isTrue();
        await().until(() -> files("new").isEmpty());
    }

    @Test
    void deliversFromManyThreadsWithoutLossOrGap() throws Exception {
        int threads = 8;
        int each = 25;
        List<Thread> senders = new ArrayList<>();
        List<Uid> uids = new CopyOnWriteArrayList<>();
        for (int i = 0; i < threads; i++) {
            senders.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int n = 0; n < each; n++) {
                                    try {
                                        uids.add(deliver(inbox, "x\n", Flags.NONE));
                                    } catch (IOException lost) {
                                        throw new AssertionError(lost);
                                    }
                                }
                            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(uids).doesNotHaveDuplicates().hasSize(threads * each);
        reopen();
        assertThat(inbox.snapshot().uids().toString()).isEqualTo("1:" + threads * each);
        assertThat(files("new")).hasSize(threads * each);
    }

    @Test
    void keepsIdentitiesThroughRenamesCopiesAndMoves() throws IOException {
        Uid first = deliver(inbox, "Subject: a\n\nhello\n", Flags.NONE);
        Uid second = deliver(inbox, "Subject: a\n\nhello\n", Flags.NONE);
        String email = inbox.emailId(first);
        assertThat(email).matches("M[0-9a-f-]{1,254}").isNotEqualTo(inbox.emailId(second));
        Mailbox work = account.create(WORK);
        String id = work.mailboxId();
        assertThat(id).matches("[0-9a-f]{32}").isNotEqualTo(inbox.mailboxId());

        inbox.copy(UidSet.of(first), work);
        MailboxName renamed = MailboxName.parse("Done", '/');
        account.rename(WORK, renamed);
        reopen();
        Mailbox done = account.mailbox(renamed);
        assertThat(done.mailboxId()).isEqualTo(id);
        assertThat(done.emailId(Uid.FIRST)).isEqualTo(email);
        inbox.expunge(UidSet.of(first));
        done.move(UidSet.of(Uid.FIRST), inbox);
        assertThat(inbox.emailId(new Uid(3))).isEqualTo(email);
    }

    @Test
    void refusesTheNameNoFolderCanHave() {
        assertThatThrownBy(() -> account.create(MailboxName.parse("a.b", '/')))
                .isInstanceOf(InvalidMailboxNameException.class);
        assertThatThrownBy(() -> account.create(MailboxName.INBOX))
                .isInstanceOf(MailboxExistsException.class);
    }
}
