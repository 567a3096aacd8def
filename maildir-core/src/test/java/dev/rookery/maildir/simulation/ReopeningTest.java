// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An account that was closed and is opened again: what nobody touched is not looked at, and
/// whatever somebody did meanwhile is seen.
class ReopeningTest {
    private static final MailboxName ARCHIVE = MailboxName.parse("Archive", '/');

    @TempDir private Path maildir;
    @TempDir private Path elsewhere;

    private final List<DiskCall> calls = new CopyOnWriteArrayList<>();

    /// What is done with an open account.
    @FunctionalInterface
    private interface Visit {
        void to(Account account) throws IOException;
    }

    /// Comes when no directory changed just now.
    private void visit(InstantSource clock, Visit visit) throws IOException {
        QuietDisk.await(maildir, elsewhere);
        FaultyDisk disk = new FaultyDisk().watching();
        disk.plan(call -> {
            calls.add(call);
            return Optional.empty();
        });
        try (MailStore store =
                        StoreOnDisk.builder(disk)
                                .clock(clock)
                                .flagsToNames(Duration.ZERO)
                                .hostName("h")
                                .build();
                Account account = store.open(new AccountLocation(maildir))) {
            calls.clear();
            visit.to(account);
        }
    }

    private void visit(Visit visit) throws IOException {
        visit(InstantSource.system(), visit);
    }

    private long called(Predicate<DiskCall> which) {
        return calls.stream().filter(which).count();
    }

    private static boolean isListing(DiskCall call) {
        return call.kind() == DiskCall.Kind.LIST
                && (call.name().endsWith("/cur") || call.name().endsWith("/new"));
    }

    private Path file(String directory) throws IOException {
        try (Stream<Path> files = Files.list(maildir.resolve(directory))) {
            return files.findFirst().orElseThrow();
        }
    }

    @BeforeEach
    void leaveSomeMail() throws IOException {
        visit(account -> {
            Mailbox archive = account.create(ARCHIVE);
            for (int i = 0; i < 5; i++) {
                Mail.deliver(archive, "letter " + i, Flags.NONE);
            }
            archive.changeFlags(
                    UidSet.of(new Uid(2), new Uid(3)), FlagChange.add(Flags.of(SystemFlag.SEEN)));
            archive.expunge(UidSet.of(new Uid(3)));
        });
        // What was still owed then is not any more.
        visit(account -> account.mailbox(ARCHIVE));
    }

    @Test
    void listsNothingThatNobodyTouched() throws IOException {
        visit(account -> {
            Mailbox archive = account.mailbox(ARCHIVE);
            assertThat(archive.refresh().uids()).hasToString("1:2,4:5");
            assertThat(archive.recent().size()).isEqualTo(3);
        });
        assertThat(called(ReopeningTest::isListing)).isZero();
    }

    @Test
    void writesNothingIfNothingHappened() throws IOException {
        visit(account -> account.mailbox(ARCHIVE));
        assertThat(called(call -> call.kind() == DiskCall.Kind.CREATE)).isZero();
        assertThat(called(call -> call.kind() == DiskCall.Kind.FORCE)).isZero();
    }

    @Test
    void tellsTheStatusWithoutOpening() throws IOException {
        visit(account -> {
            MailboxStatus status = account.status(ARCHIVE);
            assertThat(called(call -> call.name().contains("rookery.index"))).isZero();
            assertThat(called(ReopeningTest::isListing)).isZero();
            Mailbox archive = account.mailbox(ARCHIVE);
            assertThat(status)
                    .isEqualTo(
                            MailboxStatus.of(
                                    archive.refresh(), archive.recent().size(), size(archive)))
                    .isEqualTo(account.status(ARCHIVE));
            assertThat(status.messages()).isEqualTo(4);
            assertThat(status.unseen()).isEqualTo(3);
            assertThat(status.uidNext()).isEqualTo(new Uid(6));
        });
    }

    private static long size(Mailbox mailbox) throws IOException {
        long size = 0;
        for (Uid uid : mailbox.snapshot().uids()) {
            size += mailbox.snapshot().sizeBytes(uid);
        }
        return size;
    }

    @Test
    void seesARenameMeanwhile() throws IOException {
        Path seen = file(".Archive/cur");
        Files.move(seen, seen.resolveSibling(seen.getFileName() + "F"));
        visit(account -> {
            assertThat(account.status(ARCHIVE).highestModSeq())
                    .isEqualTo(account.mailbox(ARCHIVE).snapshot().highestModSeq());
            assertThat(account.mailbox(ARCHIVE).snapshot().having(SystemFlag.FLAGGED))
                    .hasToString("2");
        });
    }

    @Test
    void seesMailDeliveredMeanwhile() throws IOException {
        Files.writeString(maildir.resolve(".Archive/new/1.M1.elsewhere"), "\n\nhello\n");
        visit(account -> assertThat(account.status(ARCHIVE).messages()).isEqualTo(5));
    }

    @Test
    void looksAgainIfAChangeMayNotShow() throws IOException {
        visit(account -> {
            Mail.deliver(account.mailbox(ARCHIVE), "just before the end", Flags.NONE);
        });
        visit(account -> assertThat(account.status(ARCHIVE).messages()).isEqualTo(5));
    }

    @Test
    void believesNothingThatWasWrittenBeforeTheLastChange() throws IOException {
        Path noted = maildir.resolve("rookery.account");
        byte[] before = Files.readAllBytes(noted);
        visit(account ->
                account.mailbox(ARCHIVE)
                        .changeFlags(
                                UidSet.of(Uid.FIRST), FlagChange.add(Flags.of(SystemFlag.SEEN))));
        Files.write(noted, before);
        visit(account -> assertThat(account.status(ARCHIVE).unseen()).isEqualTo(2));
    }

    @Test
    void looksAnewIfWhatWasNotedIsDamaged() throws IOException {
        Path noted = maildir.resolve("rookery.account");
        byte[] whole = Files.readAllBytes(noted);
        Map<Uid, String> subjects = new TreeMap<>();
        visit(account -> subjects.putAll(subjects(account.mailbox(ARCHIVE))));
        for (int at = 0; at < whole.length; at += 7) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x20;
            Files.write(noted, damaged);
            visit(account -> assertThat(subjects(account.mailbox(ARCHIVE))).isEqualTo(subjects));
            Files.write(noted, Arrays.copyOf(whole, at));
            visit(account -> assertThat(subjects(account.mailbox(ARCHIVE))).isEqualTo(subjects));
        }
    }

    private static Map<Uid, String> subjects(Mailbox mailbox) throws IOException {
        Map<Uid, String> subjects = new TreeMap<>();
        for (Uid uid : mailbox.snapshot().uids()) {
            subjects.put(uid, new String(Mail.content(mailbox, uid), UTF_8));
        }
        return subjects;
    }

    @Test
    void givesGreaterUidValiditiesWhenOnlyThisFileIsLeft() throws IOException {
        UidValidity[] before = new UidValidity[1];
        visit(account -> before[0] = account.status(ARCHIVE).uidValidity());
        try (Stream<Path> ours = Files.walk(maildir)) {
            for (Path file :
                    ours.filter(path ->
                                    path.getFileName()
                                            .toString()
                                            .matches("rookery\\.(journal|index).*"))
                            .toList()) {
                Files.delete(file);
            }
        }
        InstantSource longAgo = InstantSource.fixed(Instant.ofEpochSecond(1_000_000));
        visit(
                longAgo,
                account -> {
                    MailboxStatus now = account.status(ARCHIVE);
                    assertThat(now.uidValidity()).isGreaterThan(before[0]);
                    assertThat(now.messages()).isEqualTo(4);
                });
    }

    @Test
    void refusesWhatALaterVersionWrote() throws IOException {
        Path noted = maildir.resolve("rookery.account");
        byte[] whole = Files.readAllBytes(noted);
        byte[] later = laterVersion(whole);
        Files.write(noted, later);
        assertThatThrownBy(() -> visit(account -> account.mailbox(ARCHIVE)))
                .hasMessageContaining("rookery.account")
                .hasMessageContaining("format 2");
        assertThat(Files.readAllBytes(noted)).isEqualTo(later);
    }

    /// The same file with another version, and the header's checksum for it.
    private static byte[] laterVersion(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(8, 2);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, 20);
        crc.update(bytes.array(), 24, 16 * bytes.getInt(12));
        bytes.putInt(20, (int) crc.getValue());
        return bytes.array();
    }
}
