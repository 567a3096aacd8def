// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaTest {
    private static final Instant DATE = Instant.ofEpochSecond(1_700_000_000);
    private static final MailboxName WORK = MailboxName.parse("Work", '/');
    private static final int FIRST_PAGE_AT = 88;
    private static final QuotaLimits LIMITS =
            new QuotaLimits(OptionalLong.of(1_000), OptionalLong.of(10));

    @TempDir private Path home;
    private MailStore store;
    private Account account;
    private Mailbox inbox;

    @BeforeEach
    void open() throws IOException {
        open(LIMITS);
    }

    private void open(QuotaLimits limits) throws IOException {
        store =
                MailStore.builder()
                        .durability(Durability.PROCESS)
                        .checkpointEntries(5)
                        .hostName("test")
                        .build();
        account = store.open(location().limitedTo(limits));
        inbox = account.mailbox(MailboxName.INBOX);
    }

    private AccountLocation location() {
        return new AccountLocation(home.resolve("Maildir"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Uid deliver(Mailbox mailbox, int bytes) throws IOException {
        try (Delivery delivery = mailbox.deliver(Flags.NONE, DATE)) {
            delivery.write(message(bytes), 0, bytes);
            return delivery.commit().uid();
        }
    }

    private static byte[] message(int bytes) {
        return ("Subject: x\n\n" + "x".repeat(bytes - 13) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Quota used(long bytes, long messages) {
        return new Quota(LIMITS, bytes, messages);
    }

    private long bytesOnDisk() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(home.resolve("Maildir"))) {
            for (Path file : files.filter(QuotaTest::isMessage).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static boolean isMessage(Path file) {
        String path = file.toString();
        return Files.isRegularFile(file) && (path.contains("/cur/") || path.contains("/new/"));
    }

    @Test
    void takesInUpToTheLimitAndNotAByteMore() throws IOException {
        deliver(inbox, 600);
        deliver(inbox, 400);
        assertThat(account.quota()).isEqualTo(used(1_000, 2));
        assertThatThrownBy(() -> deliver(inbox, 14)).isInstanceOf(QuotaExceededException.class);
        assertThat(inbox.snapshot().uids().size()).isEqualTo(2);
        assertThat(account.quota()).isEqualTo(used(1_000, 2));
    }

    @Test
    void limitsTheNumberOfMessages() throws IOException {
        for (int i = 0; i < 10; i++) {
            deliver(inbox, 20);
        }
        assertThatThrownBy(() -> deliver(inbox, 20))
                .isInstanceOfSatisfying(
                        QuotaExceededException.class,
                        refused ->
                                assertThat(refused.resource())
                                        .isEqualTo(QuotaExceededException.Resource.MESSAGE));
    }

    @Test
    void asksForTheRoomOfSeveralMessagesTogether() throws IOException {
        assertThatThrownBy(() -> deliverAll(400, 400, 201))
                .isInstanceOf(QuotaExceededException.class);
        assertThat(inbox.refresh().uids().isEmpty()).isTrue();
        assertThat(account.quota()).isEqualTo(used(0, 0));

        deliverAll(400, 400, 200);
        assertThat(account.quota()).isEqualTo(used(1_000, 3));
    }

    private void deliverAll(int... sizes) throws IOException {
        try (Deliveries all = inbox.deliverAll()) {
            for (int bytes : sizes) {
                all.next(Flags.NONE, DATE);
                all.write(message(bytes), 0, bytes);
            }
            var _ = all.commit();
        }
    }

    @Test
    void countsWhatLiesOnDisk() throws IOException {
        byte[] crlf = "Subject: x\r\n\r\nline\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Delivery delivery = inbox.deliver(Flags.NONE, DATE)) {
            delivery.write(crlf, 0, crlf.length);
            delivery.commit();
        }
        Quota quota = account.quota();
        close();
        assertThat(quota.usedBytes()).isEqualTo(bytesOnDisk());
        open();
        assertThat(account.quota()).isEqualTo(quota);
    }

    @Test
    void copiesAllOrNothingAndMovesFreely() throws IOException {
        deliver(inbox, 300);
        deliver(inbox, 300);
        Mailbox work = account.create(WORK);
        UidSet all = inbox.snapshot().uids();
        assertThatThrownBy(() -> inbox.copy(all, work)).isInstanceOf(QuotaExceededException.class);
        assertThat(work.snapshot().uids().isEmpty()).isTrue();
        inbox.copy(UidSet.of(all.first()), work);
        assertThat(account.quota()).isEqualTo(used(900, 3));
        inbox.move(all, work);
        assertThat(account.quota()).isEqualTo(used(900, 3));
    }

    @Test
    void givesRoomBackForWhatGoes() throws IOException {
        deliver(inbox, 500);
        Mailbox work = account.create(WORK);
        deliver(work, 500);
        inbox.expunge(inbox.snapshot().uids());
        assertThat(account.quota()).isEqualTo(used(500, 1));
        account.delete(WORK);
        assertThat(account.quota()).isEqualTo(used(0, 0));
        deliver(inbox, 1_000);
    }

    @Test
    void countsAfterARestartWithoutAskingTheFolders() throws IOException {
        Mailbox work = account.create(WORK);
        for (int i = 0; i < 7; i++) {
            deliver(work, 100);
        }
        deliver(inbox, 100);
        work.expunge(UidSet.of(new Uid(2)));
        Quota before = account.quota();
        assertThat(before).isEqualTo(used(700, 7));
        close();
        assertThat(bytesOnDisk()).isEqualTo(700);
        open();
        assertThat(account.quota()).isEqualTo(before);
        assertThatThrownBy(() -> deliver(inbox, 301)).isInstanceOf(QuotaExceededException.class);
        account.mailbox(WORK).expunge(UidSet.of(new Uid(1)));
        assertThat(account.quota()).isEqualTo(used(600, 6));
        account.delete(WORK);
        assertThat(account.quota()).isEqualTo(used(100, 1));
    }

    @Test
    void takesInMailOfOthersWhateverTheLimit() throws IOException {
        deliver(inbox, 900);
        Files.write(home.resolve("Maildir/new/1.other"), message(500));
        inbox.refresh();
        assertThat(account.quota()).isEqualTo(used(1_400, 2));
        assertThatThrownBy(() -> deliver(inbox, 14)).isInstanceOf(QuotaExceededException.class);
        inbox.move(inbox.snapshot().uids(), account.create(WORK));
        assertThat(account.quota()).isEqualTo(used(1_400, 2));
    }

    @Test
    void countsFoldersThatNobodyHasOpened() throws IOException {
        store.close();
        for (String folder : List.of(".Work", ".Work.Deep")) {
            Path cur = Files.createDirectories(home.resolve("Maildir").resolve(folder + "/cur"));
            Files.write(cur.resolve("1.other:2,S"), message(300));
        }
        open(LIMITS);
        await().until(() -> account.quota().equals(used(600, 2)));
    }

    @Test
    void obeysWhoeverOpenedItLast() throws IOException {
        try (Account other = store.open(location())) {
            deliver(inbox, 2_000);
            assertThat(other.quota()).isEqualTo(new Quota(QuotaLimits.NONE, 2_000, 1));
        }
    }

    @Test
    void lendsTheLastRoomOnce() throws Exception {
        List<Callable<Boolean>> deliveries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            deliveries.add(() -> {
                try {
                    deliver(inbox, 130);
                    return true;
                } catch (QuotaExceededException full) {
                    return false;
                }
            });
        }
        int taken = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> each : threads.invokeAll(deliveries)) {
                taken += each.get() ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(7);
        assertThat(account.quota()).isEqualTo(used(910, 7));
    }

    @Test
    void holdsToNewLimitsFromTheNextOpening() throws IOException {
        deliver(inbox, 600);
        close();
        open(QuotaLimits.ofBytes(500));
        assertThat(account.quota()).isEqualTo(new Quota(QuotaLimits.ofBytes(500), 600, 1));
        assertThatThrownBy(() -> deliver(inbox, 14)).isInstanceOf(QuotaExceededException.class);
        account.mailbox(MailboxName.INBOX).move(inbox.snapshot().uids(), account.create(WORK));
        try (Account other = store.open(location().limitedTo(LIMITS))) {
            deliver(other.mailbox(MailboxName.INBOX), 400);
        }
        assertThat(account.quota()).isEqualTo(used(1_000, 2));
    }

    @Test
    void tellsOtherProgramsInMaildirsize() throws IOException {
        deliver(inbox, 600);
        await().until(() -> maildirsize().equals("1000S,10C\n 600 1\n"));
        deliver(inbox, 100);
        await().until(() -> maildirsize().equals("1000S,10C\n 700 2\n"));
        inbox.expunge(UidSet.of(new Uid(1)));
        close();
        assertThat(maildirsize()).isEqualTo("1000S,10C\n 100 1\n");
    }

    @Test
    void writesOverWhatOthersCountedWrong() throws IOException {
        deliver(inbox, 600);
        close();
        Files.writeString(home.resolve("Maildir/maildirsize"), "1000S,10C\n990 9\n");
        open();
        deliver(inbox, 400);
        close();
        assertThat(maildirsize()).isEqualTo("1000S,10C\n 1000 2\n");
    }

    @Test
    void leavesAMaildirsizeAloneThatIsRight() throws IOException {
        deliver(inbox, 600);
        close();
        Path file = home.resolve("Maildir/maildirsize");
        Files.writeString(file, "1000S,10C\n700 2\n-100 -1\n");
        open();
        close();
        assertThat(file).hasContent("1000S,10C\n700 2\n-100 -1\n");
    }

    @Test
    void tellsNobodyOfAccountsWithoutLimits() throws IOException {
        close();
        Files.deleteIfExists(home.resolve("Maildir/maildirsize"));
        open(QuotaLimits.NONE);
        deliver(inbox, 600);
        assertThat(account.quota()).isEqualTo(new Quota(QuotaLimits.NONE, 600, 1));
        close();
        assertThat(home.resolve("Maildir/maildirsize")).doesNotExist();
    }

    @Test
    void opensWhereSizesOfWhatWentAreDamaged() throws IOException {
        Mailbox work = account.create(WORK);
        for (int i = 0; i < 9; i++) {
            deliver(work, 100);
        }
        work.expunge(UidSet.of(new Uid(2)));
        close();
        damageRows();
        open();
        assertThat(account.quota().usedMessages()).isEqualTo(8);
        assertThat(account.quota().usedBytes()).isBetween(800L, 900L);
        account.delete(WORK);
        assertThat(account.quota()).isEqualTo(used(0, 0));
    }

    private void damageRows() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("Maildir/.Work"))) {
            for (Path file : files.filter(QuotaTest::isOfRows).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[FIRST_PAGE_AT + 20] ^= 1;
                Files.write(file, bytes);
            }
        }
    }

    private static boolean isOfRows(Path file) {
        return String.valueOf(file.getFileName()).startsWith("rookery.index.rows");
    }

    private String maildirsize() throws IOException {
        Path file = home.resolve("Maildir/maildirsize");
        return Files.exists(file) ? Files.readString(file).replaceAll(" +", " ") : "";
    }
}
