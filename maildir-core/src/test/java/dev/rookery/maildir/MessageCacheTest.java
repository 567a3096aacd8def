// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.internal.mime.Answers;
import dev.rookery.maildir.internal.mime.ManyMessages;
import dev.rookery.maildir.search.SearchQuery;
import dev.rookery.maildir.simulation.DiskCall;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What messages say comes without opening them, whatever way they came in, and is never said of
/// others.
class MessageCacheTest {
    private static final Instant DATE = Instant.ofEpochSecond(1_700_000_000);
    private static final int MANY = 10_000;
    private static final int MESSAGES_PER_PAGE = 256;

    /// In the header of a cache: how far it was filled.
    private static final int FILLED_AT = 28;

    private static final int FILLED_BYTES = 20;
    private static final MailboxName WORK = MailboxName.parse("Work", '/');
    private static final Section SUBJECT =
            new Section(List.of(), new Section.HeaderFields(List.of("Subject"), false));

    @TempDir private Path home;
    private final AtomicInteger opened = new AtomicInteger();
    private FaultyDisk disk;
    private MailStore store;
    private Account account;
    private Mailbox inbox;

    @BeforeEach
    void open() throws IOException {
        open(true, this::count);
    }

    private void open(boolean cache, FaultPlan plan) throws IOException {
        disk = new FaultyDisk();
        disk.plan(plan);
        store =
                StoreOnDisk.builder(disk)
                        .clock(InstantSource.fixed(DATE))
                        .flagsToNames(Duration.ZERO)
                        .hostName("test")
                        .cacheMessages(cache)
                        .build();
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

    private Optional<Fault> count(DiskCall call) {
        if (isMessage(call)) {
            opened.incrementAndGet();
        }
        return Optional.empty();
    }

    private static boolean isMessage(DiskCall call) {
        return call.kind() == Kind.OPEN
                && !call.name().startsWith("rookery.")
                && !call.name().startsWith("dovecot")
                && !call.name().startsWith("courier")
                && !call.name().equals("subscriptions");
    }

    private Path maildir() {
        return home.resolve("Maildir");
    }

    private static byte[] letter(String subject) {
        return """
        From: Ann <ann@example.org>
        To: bob@example.org
        Subject: %1$s
        Date: Wed, 31 Jul 2024 23:30:00 -1100

        Dear Bob, this is about %1$s.
        """
                .formatted(subject)
                .replace("\n", "\r\n")
                .getBytes(UTF_8);
    }

    private static Uid deliver(Mailbox mailbox, byte[] bytes) throws IOException {
        try (Delivery delivery = mailbox.deliver(Flags.NONE, DATE)) {
            delivery.write(bytes, 0, bytes.length);
            return delivery.commit().uid();
        }
    }

    private static Uid deliver(Mailbox mailbox, String subject) throws IOException {
        return deliver(mailbox, letter(subject));
    }

    /// Asks a message all that a list of messages shows; it has to be the letter of that subject.
    private void check(Mailbox mailbox, Uid uid, String subject) throws IOException {
        try (Message message = mailbox.message(uid)) {
            assertThat(new String(message.envelope(), UTF_8))
                    .contains("\"" + subject + "\"")
                    .contains("\"ann\" \"example.org\"");
            assertThat(new String(message.bodyStructure(), UTF_8)).startsWith("(\"text\"");
            assertThat(new String(message.body(), UTF_8)).startsWith("(\"text\"");
            assertThat(message.preview()).startsWith("Dear Bob, this is about " + subject);
            ByteArrayOutputStream field = new ByteArrayOutputStream();
            message.section(SUBJECT).orElseThrow().writeTo(field, 0, Long.MAX_VALUE);
            assertThat(field).hasToString("Subject: " + subject + "\r\n\r\n");
        }
        SearchQuery query = new SearchQuery.Header("Subject", subject);
        assertThat(mailbox.search(query, UidSet.of(uid))).isEqualTo(UidSet.of(uid));
    }

    /// The same, and sooner or later it opens no file.
    private void checkCached(Mailbox mailbox, Uid uid, String subject) {
        await().pollDelay(Duration.ZERO)
                .until(() -> {
                    int before = opened.get();
                    check(mailbox, uid, subject);
                    return opened.get() == before;
                });
    }

    private Path cacheOf(String folder) {
        return maildir().resolve(folder).resolve("rookery.cache");
    }

    @Test
    void knowsWhatWasDelivered() throws IOException {
        checkCached(inbox, deliver(inbox, "small"), "small");
        byte[] large =
                new String(letter("large"), UTF_8).concat("x\r\n".repeat(50_000)).getBytes(UTF_8);
        checkCached(inbox, deliver(inbox, large), "large");
    }

    @Test
    void saysNothingOfMessagesThatWentBeforeItReadThem() throws IOException {
        byte[] large =
                new String(letter("large"), UTF_8).concat("x\r\n".repeat(50_000)).getBytes(UTF_8);
        try (LogLines log = new LogLines("dev.rookery.maildir.internal.account")) {
            disk.plan(
                    call -> call.kind() == Kind.RENAME ? Optional.of(Fault.IO_ERROR) : count(call));
            assertThatThrownBy(() -> deliver(inbox, large)).isInstanceOf(IOException.class);
            disk.plan(this::count);

            checkCached(inbox, deliver(inbox, large), "large");

            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void takesOverWhatItKnowsOfTheOriginal() throws IOException {
        Mailbox work = account.create(WORK);
        for (int i = 0; i < 100; i++) {
            deliver(inbox, "letter " + i);
        }
        checkCached(inbox, new Uid(100), "letter 99");
        int before = opened.get();
        inbox.copy(UidSet.range(new Uid(1), new Uid(50)), work);
        inbox.move(UidSet.range(new Uid(51), new Uid(100)), work);
        for (int i = 0; i < 100; i++) {
            checkCached(work, new Uid(i + 1), "letter " + i);
        }
        assertThat(opened.get() - before).as("opened before it was known").isLessThan(100);
        checkCached(inbox, new Uid(50), "letter 49");
    }

    /// What is too large to be kept is read from the file each time, and no more than that.
    @ParameterizedTest
    @ValueSource(strings = {"X: %s\r\n", "Content-Type: text/plain; name=\"%s\"\r\n"})
    void keepsNothingOfALargeHeaderTwice(String field) throws IOException {
        String large = field.formatted("x".repeat(600_000));
        String all = large + "Subject: large\r\n\r\nText\r\n";
        Uid uid = deliver(inbox, all.getBytes(UTF_8));
        Path file = maildir().resolve("rookery.cache");
        check(uid, "large");
        reopen();
        check(uid, "large");
        long before = Files.size(file);
        for (int i = 0; i < 10; i++) {
            check(uid, "large");
        }
        account.close();
        assertThat(Files.size(file)).isLessThan(before + large.length());
        account = store.open(new AccountLocation(maildir()));
        inbox = account.mailbox(MailboxName.INBOX);
        check(uid, "large");
        account.close();
        assertThat(Files.size(file)).isLessThan(before + large.length());
    }

    private void check(Uid uid, String subject) throws IOException {
        try (Message message = inbox.message(uid)) {
            assertThat(new String(message.envelope(), UTF_8)).contains(subject);
            assertThat(message.bodyStructure()).isNotEmpty();
            assertThat(message.section(SUBJECT)).isPresent();
        }
    }

    @Test
    void readsWhatOthersDelivered() throws IOException {
        for (int i = 0; i < 200; i++) {
            Files.write(
                    maildir().resolve("new/1." + (1000 + i) + ".other"), letter("foreign " + i));
        }
        inbox.refresh();
        for (int i = 0; i < 200; i++) {
            checkCached(inbox, new Uid(i + 1), "foreign " + i);
        }
    }

    @Test
    void readsWhatLiesThereWhenItIsOpened() throws IOException {
        close();
        for (int i = 0; i < 200; i++) {
            Files.write(
                    maildir().resolve("new/1." + (1000 + i) + ".other"), letter("foreign " + i));
        }
        open();
        checkCached(inbox, new Uid(1), "foreign 0");
        checkCached(inbox, new Uid(200), "foreign 199");
    }

    @Test
    void stillKnowsAfterARestart() throws IOException {
        checkCached(inbox, deliver(inbox, "before"), "before");
        reopen();
        int before = opened.get();
        check(inbox, Uid.FIRST, "before");
        assertThat(opened).hasValue(before);
    }

    /// Whoever opens a large mailbox for one message more must not pay for all that lie there.
    @Test
    void goesThroughNoIndexOfACacheThatWasFilled() throws IOException {
        for (int i = 1; i <= MANY; i++) {
            Files.write(maildir().resolve("new/1." + (10_000 + i) + ".other"), letter("letter"));
        }
        inbox.refresh();
        checkCached(inbox, new Uid(MANY), "letter");
        var _ = readsUntilFilled();

        int filled = readsFromFilledToFilled();
        forgetHowFarItWasFilled();
        int forgotten = readsUntilFilled();

        assertThat(forgotten - filled).isGreaterThanOrEqualTo(MANY / MESSAGES_PER_PAGE);
        int before = opened.get();
        check(inbox, Uid.FIRST, "letter");
        check(inbox, inbox.snapshot().uids().last(), "letter");
        assertThat(opened).hasValue(before);
    }

    /// Opens the account for a new message, until nothing was left to be found out when it closed.
    /// Answers how often the cache was read by the thread that fills it.
    private int readsUntilFilled() throws IOException {
        int reads;
        do {
            reads = readsOfOneOpening();
        } while (!isFilled());
        open();
        return reads;
    }

    /// The same where nothing was left at the beginning, either: an opening that ends too early
    /// leaves the next one all of it.
    private int readsFromFilledToFilled() throws IOException {
        boolean wasFilled;
        int reads;
        do {
            close();
            wasFilled = isFilled();
            reads = readsOfOneOpening();
        } while (!wasFilled || !isFilled());
        open();
        return reads;
    }

    private int readsOfOneOpening() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        close();
        open(true, call -> countReads(call, reads));
        checkCached(inbox, deliver(inbox, "letter"), "letter");
        close();
        return reads.get();
    }

    private boolean isFilled() throws IOException {
        byte[] cache = Files.readAllBytes(cacheOf(""));
        byte[] filled = Arrays.copyOfRange(cache, FILLED_AT, FILLED_AT + FILLED_BYTES);
        return !Arrays.equals(filled, new byte[FILLED_BYTES]);
    }

    private void forgetHowFarItWasFilled() throws IOException {
        close();
        byte[] cache = Files.readAllBytes(cacheOf(""));
        Arrays.fill(cache, FILLED_AT, FILLED_AT + FILLED_BYTES, (byte) 0);
        Files.write(cacheOf(""), cache);
    }

    private Optional<Fault> countReads(DiskCall call, AtomicInteger reads) {
        boolean ofCache =
                call.kind() == Kind.READ
                        && call.name().equals("rookery.cache")
                        && Thread.currentThread().getName().startsWith("rookery-cache");
        reads.addAndGet(ofCache ? 1 : 0);
        return count(call);
    }

    @Test
    void findsOutAgainWhatWasDeleted() throws IOException {
        checkCached(inbox, deliver(inbox, "kept"), "kept");
        close();
        Files.delete(cacheOf(""));
        open();
        check(inbox, Uid.FIRST, "kept");
        checkCached(inbox, Uid.FIRST, "kept");
    }

    @Test
    void findsOutAgainWhatWasDamaged() throws IOException {
        checkCached(inbox, deliver(inbox, "kept"), "kept");
        close();
        byte[] bytes = Files.readAllBytes(cacheOf(""));
        for (int i = 64; i < bytes.length; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(cacheOf(""), bytes);
        open();
        checkCached(inbox, Uid.FIRST, "kept");
    }

    @Test
    void saysNothingOfAFolderThatHadTheName() throws IOException {
        checkCached(account.create(WORK), deliver(account.mailbox(WORK), "old"), "old");
        account.delete(WORK);
        Mailbox again = account.create(WORK);
        Uid uid = deliver(again, "new");
        assertThat(uid).isEqualTo(Uid.FIRST);
        check(again, uid, "new");
        checkCached(again, uid, "new");
    }

    @Test
    void saysNothingOfAFolderItWasCopiedFrom() throws IOException, InterruptedException {
        Mailbox work = account.create(WORK);
        checkCached(work, deliver(work, "first"), "first");
        checkCached(work, deliver(work, "second"), "second");
        close();
        run("cp -a .Work .Twin; rm $(ls .Twin/new/* .Twin/cur/* | head -1)");
        open();
        Mailbox twin = account.mailbox(MailboxName.parse("Twin", '/'));
        assertThat(twin.snapshot().uids()).isEqualTo(UidSet.of(Uid.FIRST));
        check(twin, Uid.FIRST, "second");
        checkCached(twin, Uid.FIRST, "second");
    }

    /// With a clock that stands still, the account gets the same UIDVALIDITY again.
    @Test
    void saysNothingOfAnAccountThatLostItsJournal() throws IOException, InterruptedException {
        checkCached(inbox, deliver(inbox, "first"), "first");
        checkCached(inbox, deliver(inbox, "second"), "second");
        UidValidity before = inbox.snapshot().uidValidity();
        close();
        run("mv rookery.cache kept; rm rookery.* dovecot-uidvalidity*; mv kept rookery.cache");
        run("rm $(ls new/* | head -1)");
        open();
        assertThat(inbox.snapshot().uidValidity()).isEqualTo(before);
        assertThat(inbox.snapshot().uids()).isEqualTo(UidSet.of(Uid.FIRST));
        check(inbox, Uid.FIRST, "second");
        checkCached(inbox, Uid.FIRST, "second");
    }

    /// A journal that was not forced may lose its end in a power cut, while the cache keeps it.
    @Test
    void saysNothingOfMessagesThatWereLost() throws IOException, InterruptedException {
        checkCached(inbox, deliver(inbox, "kept"), "kept");
        await().until(() -> files("tmp").isEmpty() && files("new").size() == 1);
        Path journal = journal();
        byte[] then = Files.readAllBytes(journal);
        List<Path> mail = files("new");
        checkCached(inbox, deliver(inbox, "lost"), "lost");
        await().until(() -> files("new").size() == 2);
        disk.die();
        close();
        try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
            file.setLength(then.length);
            file.write(then);
        }
        for (Path file : files("new")) {
            if (!mail.contains(file)) {
                Files.delete(file);
            }
        }
        open();
        assertThat(deliver(inbox, "other")).isEqualTo(new Uid(2));
        check(inbox, new Uid(2), "other");
        checkCached(inbox, new Uid(2), "other");
        checkCached(inbox, Uid.FIRST, "kept");
    }

    @Test
    void knowsOnlyWhatIsTrueAfterACrash() throws IOException {
        int uid = 1;
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 30; i++) {
                deliver(inbox, "letter " + inbox.snapshot().uidNext().value());
            }
            disk.die();
            close();
            open();
            for (; uid < inbox.snapshot().uidNext().value(); uid++) {
                check(inbox, new Uid(uid), "letter " + uid);
            }
        }
        for (Uid each : inbox.snapshot().uids()) {
            checkCached(inbox, each, "letter " + each);
        }
        assertThat(inbox.snapshot().uids().size()).isEqualTo(150);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_SPACE", "SHORT_WRITE", "IO_ERROR", "TOO_MANY_FILES", "DENIED"})
    void isNotMissedWhereItFails(Fault fault) throws IOException {
        checkCached(inbox, deliver(inbox, "before"), "before");
        close();
        FaultPlan plan = FaultPlan.every(call -> call.name().startsWith("rookery.cache"), fault);
        open(true, plan);
        check(inbox, Uid.FIRST, "before");
        check(inbox, deliver(inbox, "meanwhile"), "meanwhile");
        close();
        Files.delete(cacheOf(""));
        open(true, plan);
        check(inbox, deliver(inbox, "after"), "after");
        check(inbox, new Uid(2), "meanwhile");
        reopen();
        checkCached(inbox, new Uid(2), "meanwhile");
        checkCached(inbox, new Uid(3), "after");
    }

    @Test
    void isNotThereIfItIsNotWanted() throws IOException {
        close();
        Files.delete(cacheOf(""));
        open(false, this::count);
        check(inbox, deliver(inbox, "plain"), "plain");
        close();
        assertThat(cacheOf("")).doesNotExist();
        open();
    }

    @Test
    void forgetsWhatWasExpunged() throws IOException {
        byte[] plain = letter("long");
        String text =
                new String(plain, UTF_8)
                        .replace("To: ", "To: " + "someone@example.org, ".repeat(300));
        for (int i = 0; i < 300; i++) {
            deliver(inbox, text.getBytes(UTF_8));
        }
        // A message that has no file yet is read without opening one as well.
        long headers = 300L * 300 * "someone@example.org, ".length();
        await().until(() -> Files.size(cacheOf("")) > headers);
        checkCached(inbox, new Uid(300), "long");
        long full = Files.size(cacheOf(""));
        inbox.expunge(UidSet.range(new Uid(1), new Uid(290)));
        reopen();
        await().until(() -> Files.size(cacheOf("")) < full / 2);
        checkCached(inbox, new Uid(291), "long");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void answersAsTheFilesDo(long seed) throws IOException, URISyntaxException {
        List<byte[]> messages = ManyMessages.of(seed, 300);
        Mailbox copies = account.create(WORK);
        for (byte[] bytes : messages) {
            deliver(inbox, bytes);
        }
        deliver(inbox, "last");
        checkCached(inbox, inbox.snapshot().uids().last(), "last");
        inbox.copy(inbox.snapshot().uids(), copies);
        checkCached(copies, copies.snapshot().uids().last(), "last");
        List<Map<String, String>> known = answers(inbox);
        List<Map<String, String>> ahead = answers(inbox, inbox.reader(inbox.snapshot().uids()));
        List<Map<String, String>> copied = answers(copies);
        close();
        open(false, this::count);
        List<Map<String, String>> read = answers(inbox);
        assertThat(known).as("seed %s", seed).isEqualTo(read);
        assertThat(ahead).as("read ahead, seed %s", seed).isEqualTo(read);
        assertThat(copied).as("copies, seed %s", seed).isEqualTo(read);
    }

    private static List<Map<String, String>> answers(Mailbox mailbox) throws IOException {
        return answers(mailbox, mailbox::message);
    }

    private static List<Map<String, String>> answers(Mailbox mailbox, MessageReader reader)
            throws IOException {
        List<Map<String, String>> answers = new ArrayList<>();
        for (Uid uid : mailbox.snapshot().uids()) {
            try (Message message = reader.message(uid)) {
                answers.add(Answers.of(message));
            }
        }
        return answers;
    }

    @Test
    void leavesNoFileOpenAndNoneToOthers() throws IOException {
        account.create(WORK);
        checkCached(inbox, deliver(inbox, "one"), "one");
        checkCached(account.mailbox(WORK), deliver(account.mailbox(WORK), "two"), "two");
        account.delete(WORK);
        close();
        assertThat(Files.getPosixFilePermissions(cacheOf("")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(descriptors.filter(this::isOurs)).isEmpty();
        }
    }

    private boolean isOurs(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(home);
        } catch (IOException closed) {
            return false;
        }
    }

    private List<Path> files(String directory) throws IOException {
        try (Stream<Path> all = Files.list(maildir().resolve(directory))) {
            return all.toList();
        }
    }

    private Path journal() throws IOException {
        return files("").stream()
                .filter(path -> path.getFileName().toString().startsWith("rookery.journal"))
                .findFirst()
                .orElseThrow();
    }

    private void run(String script) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-ec", script)
                        .directory(maildir().toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
