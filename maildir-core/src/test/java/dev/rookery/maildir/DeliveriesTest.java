// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.DiskCall;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several messages at once: MULTIAPPEND, RFC 3502.
class DeliveriesTest {
    private static final Instant DATE = Instant.ofEpochSecond(1_700_000_000);
    private static final String LARGE = "large ".repeat(20_000);

    @TempDir private Path home;
    private final FaultyDisk disk = new FaultyDisk();
    private MailStore store;
    private Mailbox inbox;

    @BeforeEach
    void open() throws IOException {
        store = StoreOnDisk.builder(disk).hostName("test").build();
        Account account = store.open(new AccountLocation(home.resolve("Maildir")));
        inbox = account.mailbox(MailboxName.INBOX);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static void add(Deliveries all, String text, Flags flags) throws IOException {
        all.next(flags, DATE);
        byte[] bytes = ("Subject: x\r\n\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII);
        all.write(bytes, 0, bytes.length);
    }

    private UidSet deliver(List<String> texts) throws IOException {
        try (Deliveries all = inbox.deliverAll()) {
            for (String text : texts) {
                add(all, text, Flags.NONE);
            }
            return all.commit().uids();
        }
    }

    private long files(String directory) throws IOException {
        try (Stream<Path> names = Files.list(home.resolve("Maildir").resolve(directory))) {
            return names.count();
        }
    }

    private List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Uid uid : inbox.snapshot().uids()) {
            String whole = new String(Mail.content(inbox, uid), StandardCharsets.US_ASCII);
            texts.add(whole.substring(whole.indexOf("\r\n\r\n") + 4).strip());
        }
        return texts;
    }

    private static UidSet uids(int from, int to) {
        return UidSet.range(new Uid(from), new Uid(to));
    }

    @Test
    void givesUidsInOrderAndShowsAllInOneMoment() throws IOException {
        deliver(List.of("before"));
        List<Change> told = new CopyOnWriteArrayList<>();
        try (Subscription _ = inbox.subscribe(told::add);
                Deliveries all = inbox.deliverAll()) {
            add(all, "a", Flags.of(SystemFlag.SEEN));
            add(all, LARGE + "b", Flags.NONE);
            add(all, "c", Flags.of(List.of(), List.of("$Work")));
            add(all, LARGE + "d", Flags.of(SystemFlag.DRAFT));
            assertThat(inbox.refresh().uids()).isEqualTo(uids(1, 1));

            Deliveries.Delivered delivered = all.commit();

            assertThat(delivered.uidValidity()).isEqualTo(inbox.snapshot().uidValidity());
            assertThat(delivered.uids()).isEqualTo(uids(2, 5));
        }
        assertThat(texts()).containsExactly("before", "a", LARGE + "b", "c", LARGE + "d");
        assertThat(inbox.snapshot().flags(new Uid(2))).isEqualTo(Flags.of(SystemFlag.SEEN));
        assertThat(inbox.snapshot().havingKeyword("$work")).isEqualTo(uids(4, 4));
        assertThat(inbox.snapshot().having(SystemFlag.DRAFT)).isEqualTo(uids(5, 5));
        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        Change.Arrived.class,
                        arrived -> assertThat(arrived.uids()).isEqualTo(uids(2, 5)));
        await().untilAsserted(() -> assertThat(files("tmp")).isZero());
    }

    @Test
    void leavesNothingBehindWithoutCommit() throws IOException {
        try (Deliveries all = inbox.deliverAll()) {
            add(all, LARGE, Flags.NONE);
            add(all, "b", Flags.NONE);
            add(all, LARGE, Flags.NONE);
            assertThat(files("tmp")).isEqualTo(2);
        }
        assertThat(files("tmp")).isZero();
        assertThat(inbox.refresh().uids().isEmpty()).isTrue();
    }

    @Test
    void makesNoneOfNoMessages() throws IOException {
        ModSeq before = inbox.snapshot().highestModSeq();
        assertThat(deliver(List.of()).isEmpty()).isTrue();
        assertThat(inbox.snapshot().highestModSeq()).isEqualTo(before);
    }

    @Test
    void holdsSmallMessagesInMemoryUpToABound() throws IOException {
        String text = "small ".repeat(10_000);
        List<String> texts = IntStream.range(0, 200).mapToObj(i -> text + i).toList();
        try (Deliveries all = inbox.deliverAll()) {
            for (String each : texts) {
                add(all, each, Flags.NONE);
            }
            // 4 MiB of 12 are held.
            assertThat(files("tmp")).isBetween(129L, 132L);
            assertThat(all.commit().uids()).isEqualTo(uids(1, 200));
        }
        assertThat(texts()).isEqualTo(texts);
    }

    @Test
    void limitsHowManyTheyAre() throws IOException {
        try (Deliveries all = inbox.deliverAll()) {
            for (int i = 0; i < 10_000; i++) {
                all.next(Flags.NONE, DATE);
            }
            assertThatThrownBy(() -> all.next(Flags.NONE, DATE)).isInstanceOf(LimitException.class);
        }
    }

    @Test
    void countsTheKeywordsOfAll() throws IOException {
        try (Deliveries all = inbox.deliverAll()) {
            add(all, LARGE, keywords(0, 120));
            add(all, "b", keywords(100, 201));
            assertThatThrownBy(all::commit).isInstanceOf(LimitException.class);
        }
        assertThat(inbox.snapshot().uids().isEmpty()).isTrue();
        assertThat(files("tmp")).isZero();
    }

    /// However many messages bear the same ones.
    @Test
    void limitsTheKeywordsOfAllTogether() throws IOException {
        List<String> longest =
                IntStream.range(0, 200).mapToObj(i -> "k".repeat(47) + (100 + i)).toList();
        Flags flags = Flags.of(List.of(), longest);
        try (Deliveries all = inbox.deliverAll()) {
            for (int chars = 200 * 50; chars <= 1 << 20; chars += 200 * 50) {
                all.next(flags, DATE);
            }
            assertThatThrownBy(() -> all.next(flags, DATE)).isInstanceOf(LimitException.class);
        }
        assertThat(inbox.refresh().uids().isEmpty()).isTrue();
        assertThat(files("tmp")).isZero();
    }

    private static Flags keywords(int from, int to) {
        return Flags.of(List.of(), IntStream.range(from, to).mapToObj(i -> "keyword" + i).toList());
    }

    @Test
    void dropsAllWhenTheMailboxIsDeletedMeanwhile() throws IOException {
        MailboxName work = MailboxName.parse("Work", '/');
        try (Account account = store.open(new AccountLocation(home.resolve("Maildir")))) {
            try (Deliveries all = account.create(work).deliverAll()) {
                add(all, "a", Flags.NONE);
                add(all, "b", Flags.NONE);
                account.delete(work);
                assertThatThrownBy(all::commit).isInstanceOf(NoSuchMailboxException.class);
            }
            assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX);
        }
    }

    @Test
    void commitsNothingThatCouldNotBeWritten() throws IOException {
        try (Deliveries all = inbox.deliverAll()) {
            add(all, "a", Flags.NONE);
            disk.plan(FaultPlan.diskFull());
            assertThatThrownBy(() -> add(all, LARGE, Flags.NONE))
                    .isInstanceOf(NoSpaceException.class);
            disk.plan(FaultPlan.HEALTHY);
            assertThatThrownBy(all::commit).isInstanceOf(IOException.class);
        }
        assertThat(inbox.refresh().uids().isEmpty()).isTrue();
        assertThat(files("tmp")).isZero();
    }

    @Test
    void takesAllBackWhenOneFindsNoPlace() throws IOException {
        for (int n = 1; n <= 3; n++) {
            FaultPlan nth = FaultPlan.nth(n, Fault.IO_ERROR);
            disk.plan(
                    call -> call.kind() == DiskCall.Kind.RENAME ? nth.on(call) : Optional.empty());
            assertThatThrownBy(() -> deliver(List.of(LARGE + "a", "b", LARGE + "c", LARGE + "d")))
                    .isInstanceOf(IOException.class);
            disk.plan(FaultPlan.HEALTHY);
            assertThat(inbox.refresh().uids().isEmpty()).isTrue();
            assertThat(files("tmp") + files("new") + files("cur")).isZero();
        }
        assertThat(deliver(List.of(LARGE + "a", "b")).size()).isEqualTo(2);
        close();
        open();
        assertThat(texts()).containsExactly(LARGE + "a", "b");
    }
}
