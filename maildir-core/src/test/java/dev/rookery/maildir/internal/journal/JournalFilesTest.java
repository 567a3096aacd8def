// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.simulation.DiskCall;
import dev.rookery.maildir.simulation.FaultyDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFilesTest {
    private static final List<Entry> ONE_OF_EACH =
            List.of(
                    new Entry.FolderAdded(
                            7,
                            MailboxName.parse("Arbeit/Später", '/'),
                            FolderPath.of("Arbeit", "Sp&AOQ-ter"),
                            1_700_000_000,
                            "0123456789abcdef0123456789abcdef"),
                    new Entry.FolderRenamed(7, MailboxName.INBOX, FolderPath.ROOT),
                    new Entry.FolderRemoved(7),
                    new Entry.FolderAssigned(7, Set.of(SpecialUse.values())),
                    new Entry.FolderAssigned(8, Set.of()),
                    new Entry.Annotated(0, "/private/Größe", Optional.empty()),
                    new Entry.Annotated(
                            7,
                            "/shared/comment",
                            Optional.of(new AnnotationValue(new byte[] {0, -1, '\r', '\n'}))),
                    new Entry.Annotated(7, "", Optional.of(new AnnotationValue(new byte[0]))),
                    new Entry.FoldersSettled(),
                    new Entry.Counters(7, Uid.MAX, Long.MAX_VALUE),
                    new Entry.MessageAdded(
                            7,
                            3,
                            9,
                            Flags.of(List.of(SystemFlag.SEEN), List.of("$Junk")),
                            -1,
                            1_700_000_001,
                            10,
                            12,
                            "1.M1.host,S=10,W=12:2,S",
                            true,
                            Optional.of(new Entry.Place(6, 5)),
                            Optional.of(new Entry.Place(5, 4)),
                            Optional.empty()),
                    new Entry.FilesPlaced(7, UidSet.of(new Uid(3))),
                    new Entry.FlagsChanged(
                            7,
                            10,
                            UidSet.range(new Uid(1), new Uid(Uid.MAX)),
                            FlagChange.replace(Flags.of(SystemFlag.DRAFT))),
                    new Entry.MessagesExpunged(
                            7,
                            11,
                            UidSet.of(new Uid(2), new Uid(5)),
                            Inodes.of(new long[] {Long.MIN_VALUE, 0})),
                    new Entry.FilesRemoved(7, UidSet.EMPTY),
                    new Entry.FileNamed(7, 3, "ä:2,", false),
                    new Entry.FilesNamed(7, UidSet.of(new Uid(3)), 0x8000_0001),
                    new Entry.KeywordLettered(7, 25, "$Later"),
                    new Entry.FolderImported(7, 42, 1L << 50),
                    new Entry.AccountCounters(7, 1_700_000_000));

    /// Bytes of a group of one [#entry].
    private static final int GROUP_BYTES = 21;

    @TempDir private Path home;
    private Directory root;
    private final List<Entry> read = new ArrayList<>();
    private Optional<JournalEnd> left = Optional.empty();

    @BeforeEach
    void open() throws IOException {
        root = new LinuxDisk(Durability.PROCESS).open(home);
    }

    @AfterEach
    void close() throws IOException {
        root.close();
    }

    private JournalFiles files() {
        return new JournalFiles(root, Optional.empty(), new Random(1));
    }

    @SafeVarargs
    private Journal begin(long lastEpoch, List<Entry>... groups) throws IOException {
        JournalFiles files = files();
        Journal journal =
                files.begin(
                        lastEpoch,
                        1,
                        out -> {
                            for (List<Entry> group : groups) {
                                out.repeat(group);
                            }
                        });
        files.publish(journal);
        files.removeBefore(journal.epoch());
        return journal;
    }

    private JournalFiles.Opened reopen() throws IOException {
        read.clear();
        return files().open(_ -> true, left, (_, entry) -> read.add(entry));
    }

    private static Entry entry(int number) {
        return new Entry.Counters(number, number + 1, number);
    }

    /// Writes groups of one entry each, forcing after each one.
    private long write(int groups) throws IOException {
        try (Journal journal = begin(0)) {
            for (int i = 1; i <= groups; i++) {
                journal.append(List.of(entry(i)), Journal.Room.ORDINARY);
                journal.force();
            }
            return journal.sizeBytes();
        }
    }

    private Path file() {
        return home.resolve("rookery.journal.1");
    }

    private void flip(long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        bytes[(int) at] ^= 0x10;
        Files.write(file(), bytes);
    }

    @Test
    void tellsWhatWasWritten() throws IOException {
        try (Journal journal = begin(0, ONE_OF_EACH)) {
            journal.append(ONE_OF_EACH, Journal.Room.ORDINARY);
        }
        assertThat(reopen()).isInstanceOf(JournalFiles.Sound.class);
        assertThat(read)
                .hasSize(2 * ONE_OF_EACH.size())
                .startsWith(ONE_OF_EACH.toArray(Entry[]::new));
        assertThat(read.subList(ONE_OF_EACH.size(), read.size())).isEqualTo(ONE_OF_EACH);
    }

    @Test
    void goesOnWhereItEnded() throws IOException {
        write(2);
        if (reopen() instanceof JournalFiles.Sound(Journal journal, _)) {
            try (journal) {
                journal.append(List.of(entry(3)), Journal.Room.ORDINARY);
            }
        }
        assertThat(reopen()).isInstanceOf(JournalFiles.Sound.class);
        assertThat(read).containsExactly(entry(1), entry(2), entry(3));
    }

    @Test
    void cutsOffATornTailAtEveryByte() throws IOException {
        long end = write(3);
        byte[] whole = Files.readAllBytes(file());
        long lastGroup = end - JournalLayout.groupBytes(GROUP_BYTES);
        for (long torn = lastGroup; torn < end - 3; torn++) {
            byte[] bytes = whole.clone();
            Arrays.fill(bytes, (int) torn, (int) end, (byte) 0xA5);
            Files.write(file(), bytes);
            assertThat(reopen()).as("torn at %s", torn).isInstanceOf(JournalFiles.Sound.class);
            assertThat(read).containsExactly(entry(1), entry(2));
        }
    }

    @Test
    void tellsDamageFromATornTailAndSavesWhatFollows() throws IOException {
        write(3);
        flip(JournalLayout.HEADER_BYTES + 30);
        assertThat(reopen())
                .isInstanceOfSatisfying(
                        JournalFiles.Doubtful.class,
                        doubt -> assertThat(doubt.why()).contains("rookery.journal.1", "byte 64"));
        assertThat(read).containsExactly(entry(2), entry(3));
    }

    /// The rest was durable, whatever it said.
    @Test
    void tellsAJournalThatWasCutOff() throws IOException {
        long end = write(5);
        byte[] whole = Files.readAllBytes(file());
        assertThat(whole.length).isGreaterThan((int) end);
        long lastGroup = end - JournalLayout.groupBytes(GROUP_BYTES);
        for (long length = JournalLayout.HEADER_BYTES; length < whole.length; length += 4_093) {
            Files.write(file(), Arrays.copyOf(whole, (int) length));
            assertThat(reopen()).as("cut to %s", length).isInstanceOf(JournalFiles.Doubtful.class);
        }
        Files.write(file(), Arrays.copyOf(whole, (int) lastGroup));
        assertThat(reopen()).isInstanceOf(JournalFiles.Doubtful.class);
        assertThat(read).containsExactly(entry(1), entry(2), entry(3), entry(4));
    }

    /// It is known to have been durable when the next epoch began.
    @Test
    void tellsWhateverIsMissingInAnEpochThatGoesOn() throws IOException {
        long end;
        try (Journal first = begin(0)) {
            for (int i = 1; i <= 3; i++) {
                first.append(List.of(entry(i)), Journal.Room.ORDINARY);
            }
            first.force();
            end = first.sizeBytes();
            JournalFiles files = files();
            try (Journal next = files.beginNext(first, _ -> {})) {
                files.publish(next);
                next.append(List.of(entry(4)), Journal.Room.ORDINARY);
                next.force();
            }
        }
        byte[] whole = Files.readAllBytes(file());
        for (int at = JournalLayout.HEADER_BYTES; at < end; at++) {
            flip(at);
            boolean padding =
                    (at - JournalLayout.HEADER_BYTES) % JournalLayout.groupBytes(GROUP_BYTES)
                            >= JournalLayout.GROUP_HEADER_BYTES + GROUP_BYTES;
            assertThat(reopen())
                    .as("flipped %s", at)
                    .isInstanceOf(padding ? JournalFiles.Sound.class : JournalFiles.Doubtful.class);
            assertThat(read).hasSizeBetween(padding ? 4 : 3, 4).endsWith(entry(4));
            Files.write(file(), whole);
        }
        for (int length = JournalLayout.HEADER_BYTES; length < end; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThat(reopen()).as("cut to %s", length).isInstanceOf(JournalFiles.Doubtful.class);
            assertThat(read).hasSizeBetween(1, 4).endsWith(entry(4));
        }
        Files.write(file(), whole);
        assertThat(reopen()).isInstanceOf(JournalFiles.Sound.class);
    }

    /// The damaged group holds what looks like the beginnings of groups, one beside the other.
    @Test
    void readsNothingTwiceBehindDamage() throws IOException {
        int groups = 200_000;
        String lengths = "\0\0\u0010\0\0\0\u0010\0".repeat(groups);
        try (Journal journal = begin(0)) {
            for (Entry each : List.of(new Entry.FileNamed(1, 1, lengths, false), entry(2))) {
                journal.append(List.of(each), Journal.Room.ORDINARY);
                journal.force();
            }
        }
        flip(JournalLayout.HEADER_BYTES + JournalLayout.GROUP_HEADER_BYTES + 1);
        flip(JournalLayout.HEADER_BYTES + 8);
        FaultyDisk counting = new FaultyDisk(new LinuxDisk(Durability.NONE));
        AtomicLong bytes = new AtomicLong();
        counting.plan(call -> {
            bytes.addAndGet(call.kind() == DiskCall.Kind.READ ? call.bytes() : 0);
            return Optional.empty();
        });
        try (Directory counted = counting.open(home)) {
            var _ =
                    new JournalFiles(counted, Optional.empty(), new Random(1))
                            .open(_ -> true, left, (_, entry) -> read.add(entry));
        }
        assertThat(read).containsExactly(entry(2));
        assertThat(bytes.get()).isLessThan(2 * Files.size(file()));
    }

    @Test
    void distrustsACopy() throws IOException {
        write(1);
        Path copy = home.resolve("copy");
        Files.copy(file(), copy);
        Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(reopen())
                .isInstanceOfSatisfying(
                        JournalFiles.Doubtful.class,
                        doubt -> assertThat(doubt.why()).contains("copy"));
        assertThat(read).containsExactly(entry(1));
    }

    @Test
    void distrustsADamagedHeader() throws IOException {
        write(1);
        flip(20);
        assertThat(reopen()).isInstanceOf(JournalFiles.Doubtful.class);
    }

    @Test
    void refusesAnUnknownVersionByName() throws IOException {
        write(1);
        ByteBuffer header =
                ByteBuffer.wrap(
                                JournalLayout.header(
                                        new JournalLayout.Header(
                                                9,
                                                0,
                                                1,
                                                0,
                                                root.stat("rookery.journal.1")
                                                        .orElseThrow()
                                                        .id()
                                                        .inode(),
                                                0,
                                                1)))
                        .order(ByteOrder.LITTLE_ENDIAN);
        byte[] bytes = Files.readAllBytes(file());
        header.get(bytes, 0, JournalLayout.HEADER_BYTES);
        Files.write(file(), bytes);
        assertThatThrownBy(this::reopen).hasMessageContaining("version 9");
        assertThat(file()).exists();
    }

    @Test
    void keepsTheOldEpochUntilTheNewOneIsWhole() throws IOException {
        write(1);
        begin(1, List.of(entry(9))).close();
        assertThat(file()).doesNotExist();
        Files.write(home.resolve("rookery.journal-new"), new byte[100]);
        assertThat(reopen()).isInstanceOf(JournalFiles.Sound.class);
        assertThat(read).containsExactly(entry(9));
        assertThat(home.resolve("rookery.journal-new")).doesNotExist();
    }

    @Test
    void readsAnythingWithoutCrashing() throws IOException {
        long seed = 42;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long end = write(20);
        byte[] whole = Files.readAllBytes(file());
        for (int i = 0; i < 200; i++) {
            byte[] bytes = whole.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt((int) end)] = (byte) random.nextInt();
            }
            Files.write(file(), bytes);
            try {
                reopen();
                assertThat(read)
                        .isSubsetOf(
                                java.util.stream.IntStream.rangeClosed(1, 20)
                                        .mapToObj(JournalFilesTest::entry)
                                        .toList());
            } catch (IOException refused) {
                assertThat(refused).hasMessageContaining("version");
            }
        }
    }
}
