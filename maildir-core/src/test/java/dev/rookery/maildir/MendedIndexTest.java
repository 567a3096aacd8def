// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.model.Recount;
import dev.rookery.maildir.simulation.Mail;
import dev.rookery.maildir.simulation.QuietDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An index with damaged pages, of a folder in use: whoever meets the damage is refused, and soon
/// after the folder is whole again, without a repair.
@Timeout(120)
class MendedIndexTest {
    private static final int MESSAGES = 3_000;
    private static final UidSet FLAGGED = UidSet.range(new Uid(1), new Uid(20));
    private static final int PAGE_BYTES = 8192;
    private static final int HEADER_BYTES = 88;
    private static final int DATA_BYTES_AT = 56;
    private static final int HASH_BYTES_AT = 64;

    @TempDir private Path home;
    private final LogLines log = new LogLines("dev.rookery.maildir.internal");
    private SortedMap<Uid, String> before = new TreeMap<>();

    /// Which page is damaged, of a file of rows with several of each kind but the last.
    enum Which {
        ROWS,
        HASHES,
        DIRECTORY
    }

    @AfterEach
    void close() {
        log.close();
    }

    private static MailStore store(int checkpointEntries) {
        return StoreOnDisk.builder(new LinuxDisk(Durability.NONE), checkpointEntries, Duration.ZERO)
                .flagsToNames(Duration.ZERO)
                .memoryBytes(1 << 20)
                .build();
    }

    private Account open(MailStore store) throws IOException {
        return store.open(new AccountLocation(home.resolve("Maildir")));
    }

    /// Most of it in one file of rows, some with mod-sequences in a file of their own.
    private void fill() throws IOException {
        Path cur = Files.createDirectories(home.resolve("Maildir/cur"));
        for (int i = 1; i <= MESSAGES; i++) {
            Files.writeString(cur.resolve(i + ".n:2,S"), "Subject: message " + i + "\n\n");
        }
        try (MailStore store = store(MESSAGES / 2);
                Account account = open(store)) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            inbox.changeFlags(FLAGGED, FlagChange.add(Flags.of(SystemFlag.FLAGGED)));
            before = subjects(inbox);
            await().until(() -> !rowFiles().isEmpty());
            QuietDisk.await(home.resolve("Maildir"), home);
        }
        assertThat(before).hasSize(MESSAGES);
    }

    private List<Path> rowFiles() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("Maildir"))) {
            return files.filter(file ->
                            file.getFileName()
                                    .toString()
                                    .matches("rookery[.]index[.]rows[.][0-9]+"))
                    .sorted(Comparator.comparingLong(file -> -file.toFile().length()))
                    .toList();
        }
    }

    private static SortedMap<Uid, String> subjects(Mailbox mailbox) throws IOException {
        SortedMap<Uid, String> subjects = new TreeMap<>();
        for (Uid uid : mailbox.refresh().uids()) {
            subjects.put(uid, Mail.subject(mailbox, uid));
        }
        return subjects;
    }

    /// Answers where the page begins.
    private long damage(Which which) throws IOException {
        Path file = rowFiles().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long dataBytes = in.getLong(DATA_BYTES_AT);
        assertThat(dataBytes).isGreaterThan(2 * PAGE_BYTES);
        long page =
                switch (which) {
                    case ROWS -> HEADER_BYTES + PAGE_BYTES;
                    case HASHES -> HEADER_BYTES + dataBytes;
                    case DIRECTORY -> HEADER_BYTES + dataBytes + in.getLong(HASH_BYTES_AT);
                };
        bytes[(int) page + 20] ^= 1;
        Files.write(file, bytes);
        return page;
    }

    /// Reads everything, and has files looked for; answers how often that was refused.
    private int touchAll(Account account) throws IOException {
        drop();
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        int refused = 0;
        for (Uid uid : before.keySet()) {
            try {
                Mail.content(inbox, uid);
            } catch (MessageExpungedException mended) {
                // It was given up meanwhile.
            } catch (IOException damaged) {
                refused++;
            }
        }
        rename();
        try {
            inbox.refresh();
        } catch (IOException damaged) {
            refused++;
        }
        return refused;
    }

    private void requireWhole(Account account) throws IOException {
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        Set<String> all = new TreeSet<>(before.values());
        all.add("foreign");
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(IOException.class)
                .until(() -> Set.copyOf(subjects(inbox).values()).equals(all));
        SortedMap<Uid, String> after = subjects(inbox);
        assertThat(after).hasSize(MESSAGES + 1);
        after.forEach((uid, subject) -> {
            if (before.containsKey(uid)) {
                assertThat(subject).isEqualTo(before.get(uid));
            }
        });
        Recount.of(account).requireToldBy(account.quota());
    }

    private List<String> faults() throws IOException {
        List<String> faults = new ArrayList<>();
        try (MailStore store = store(1)) {
            store.examine(
                    new AccountLocation(home.resolve("Maildir")),
                    finding -> {
                        if (finding.grade() == Finding.Grade.FAULT) {
                            faults.add(finding.toString());
                        }
                    });
        }
        return faults;
    }

    @ParameterizedTest
    @EnumSource
    void isWholeAgainSoonAfterSomebodyMetTheDamage(Which which) throws IOException {
        fill();
        String file = rowFiles().getFirst().toString();
        long at = damage(which);
        try (MailStore store = store(10_000);
                Account account = open(store)) {
            assertThat(touchAll(account)).isPositive();
            requireWhole(account);
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            long kept = before.keySet().stream().filter(inbox.snapshot().uids()::contains).count();
            assertThat(kept).isGreaterThan(MESSAGES / 2);
            assertThat(kept == MESSAGES).isEqualTo(which != Which.ROWS);
            assertThat(inbox.snapshot().having(SystemFlag.FLAGGED)).isEqualTo(FLAGGED);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains(file) && line.contains("at byte " + at));
        }
        assertThat(faults()).isEmpty();
        try (MailStore store = store(10_000);
                Account account = open(store)) {
            requireWhole(account);
        }
    }

    /// Opening it has to look at the files, for one came meanwhile.
    @ParameterizedTest
    @EnumSource
    void isOpenedThoughTheFirstLookMeetsTheDamage(Which which) throws IOException {
        fill();
        String file = rowFiles().getFirst().toString();
        long at = damage(which);
        drop();
        try (MailStore store = store(10_000);
                Account account = open(store)) {
            requireWhole(account);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains(file) && line.contains("at byte " + at));
        }
        assertThat(faults()).isEmpty();
    }

    /// Enough files for all pages of hashes to be asked for.
    private void rename() throws IOException {
        Path cur = home.resolve("Maildir/cur");
        for (int i = 101; i <= 140; i++) {
            Files.move(cur.resolve(i + ".n:2,S"), cur.resolve(i + ".n:2,RS"));
        }
    }

    private void drop() throws IOException {
        Files.writeString(home.resolve("Maildir/cur/1.foreign:2,S"), "Subject: foreign\n\n");
    }

    /// Nobody reads a message: the index is to be written again, for which rows are read.
    @Test
    void isWrittenAnewWhenACheckpointMeetsTheDamage() throws IOException {
        fill();
        Path damaged = rowFiles().getFirst();
        long at = damage(Which.ROWS);
        try (MailStore store = store(1);
                Account account = open(store)) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            inbox.changeFlags(
                    inbox.snapshot().uids(), FlagChange.add(Flags.of(SystemFlag.ANSWERED)));
            await().atMost(Duration.ofSeconds(30)).until(() -> !Files.exists(damaged));
            drop();
            requireWhole(account);
            assertThat(log.lines()).anyMatch(line -> line.contains("at byte " + at));
        }
        assertThat(faults()).isEmpty();
    }

    @Test
    void saysWhereAHeadIsDamaged() throws IOException {
        fill();
        Path head = home.resolve("Maildir/rookery.index");
        byte[] bytes = Files.readAllBytes(head);
        bytes[bytes.length - 1] ^= 1;
        Files.write(head, bytes);
        try (MailStore store = store(10_000);
                Account account = open(store)) {
            var _ = touchAll(account);
            requireWhole(account);
        }
        String where = "rookery[.]index: .* at byte [1-9][0-9]+";
        assertThat(log.lines()).anyMatch(line -> Pattern.compile(where).matcher(line).find());
    }

    @Test
    void saysWhichFileOfRowsIsOfNoUse() throws IOException {
        fill();
        Path rows = rowFiles().getFirst();
        Files.write(rows, new byte[] {1, 2, 3});
        try (MailStore store = store(10_000);
                Account account = open(store)) {
            var _ = touchAll(account);
            requireWhole(account);
        }
        assertThat(log.lines())
                .anyMatch(line -> line.contains("left out") && line.contains(rows + ": no header"));
    }
}
