// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two programs rename files as fast as they can, each for a flag of its own, while mail arrives
/// and we set a third flag. A listing of such a directory misses files that were there all the
/// time: nobody may hear that they were expunged.
@Timeout(1_800)
class RenamingNeighboursTest {
    private static final int OURS = 1_000;
    private static final int THEIRS = 1_000;
    private static final int RENAMES_EACH = 10_000;
    private static final int BETWEEN_LISTINGS = 200;
    private static final int DELIVERIES = 200;

    @TempDir private Path home;
    private Neighbour neighbour;
    private MailStore store;
    private Mailbox inbox;

    @BeforeEach
    void open() throws IOException {
        neighbour = new Neighbour(home);
        store =
                MailStore.builder()
                        .durability(Durability.PROCESS)
                        .flagsToNames(Duration.ofMillis(20))
                        .hostName("test")
                        .build();
        inbox = store.open(new AccountLocation(home)).mailbox(MailboxName.INBOX);
        for (int i = 0; i < OURS; i++) {
            Mail.deliver(inbox, "ours " + i, Flags.of(SystemFlag.ANSWERED));
        }
        for (int i = 0; i < THEIRS; i++) {
            neighbour.deliver("cur/" + i + ".theirs:2,", "theirs " + i);
        }
        await().until(() -> inbox.refresh().uids().size() == OURS + THEIRS);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /// The subjects by UID; all must differ.
    private Map<Uid, String> subjects(UidSet uids) throws IOException {
        Map<Uid, String> subjects = new HashMap<>();
        for (Uid uid : uids) {
            subjects.put(uid, Neighbour.subject(Mail.content(inbox, uid)));
        }
        assertThat(new HashSet<>(subjects.values())).hasSize(subjects.size());
        return subjects;
    }

    /// Renames until it has had enough; remembers what it wanted by base name.
    private void rename(char flag, Map<String, Boolean> wanted, AtomicLong renames)
            throws IOException {
        SplittableRandom random = new SplittableRandom(Extent.SEED + flag);
        Extent extent = Extent.of(RENAMES_EACH);
        for (long done = 0; extent.goesOn(done); ) {
            List<Path> files = neighbour.files("cur");
            for (int i = 0; i < BETWEEN_LISTINGS && extent.goesOn(done); i++) {
                Path file = files.get(random.nextInt(files.size()));
                Optional<Path> renamed = Neighbour.toggle(file, flag);
                if (renamed.isPresent()) {
                    wanted.put(Neighbour.base(file), Neighbour.bears(renamed.get(), flag));
                    done++;
                    renames.incrementAndGet();
                }
            }
        }
    }

    /// Delivers, and makes room by moving what it delivered to where read mail is.
    private void deliver() throws IOException {
        for (int i = 0; i < DELIVERIES; i++) {
            Path fresh = neighbour.deliver("new/" + i + ".fresh", "fresh " + i);
            if (i % 2 == 0) {
                neighbour.see(fresh, "");
            }
        }
    }

    /// Answers the messages that must be flagged in the end.
    private Set<Uid> flagWhile(Work work, Map<Uid, String> subjects) throws IOException {
        SplittableRandom random = new SplittableRandom(Extent.SEED);
        Flags flag = Flags.of(SystemFlag.FLAGGED);
        Set<Uid> flagged = new HashSet<>();
        while (work.goesOn()) {
            Uid uid = new Uid(1 + random.nextInt(OURS + THEIRS));
            boolean add = flagged.add(uid) || !flagged.remove(uid);
            inbox.changeFlags(UidSet.of(uid), add ? FlagChange.add(flag) : FlagChange.remove(flag));
            UidSet shown = inbox.refresh().uids();
            assertThat(shown.size()).isBetween(OURS + THEIRS + 0L, OURS + THEIRS + 0L + DELIVERIES);
            Uid read = new Uid(1 + random.nextInt(OURS + THEIRS));
            assertThat(Neighbour.subject(Mail.content(inbox, read))).isEqualTo(subjects.get(read));
        }
        return flagged;
    }

    @Test
    void nobodyHearsOfAnExpungeAndNoUidMoves() throws Exception {
        Map<Uid, String> before = subjects(inbox.snapshot().uids());
        Map<String, Boolean> seen = new ConcurrentHashMap<>();
        Map<String, Boolean> draft = new ConcurrentHashMap<>();
        AtomicLong renames = new AtomicLong();
        Extent extent = Extent.of(0);
        try (Reports reports = new Reports(inbox);
                Work work = new Work()) {
            work.start(() -> rename('S', seen, renames))
                    .start(() -> rename('D', draft, renames))
                    .start(this::deliver);
            Set<Uid> flagged = flagWhile(work, before);
            work.join();
            System.out.println(extent.rate("renames", renames.get()));
            long due = OURS + THEIRS + DELIVERIES;
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> inbox.refresh().uids().size() == due && namesTell(flagged));
            assertThat(reports.expunged()).isEqualTo(UidSet.EMPTY);
            assertThat(reports.twice()).isEqualTo(UidSet.EMPTY);
            assertThat(reports.arrived().size()).isEqualTo(DELIVERIES);
            Map<Uid, String> after = subjects(inbox.snapshot().uids());
            assertThat(after).containsAllEntriesOf(before);
            assertThat(neighbour.files()).hasSize(after.size());
            assertFlags(flagged, seen, draft);
        }
    }

    /// Whether every flag of ours has reached its file name.
    private boolean namesTell(Set<Uid> flagged) throws IOException {
        long shown = neighbour.files("cur").stream().filter(f -> Neighbour.bears(f, 'F')).count();
        return shown == flagged.size();
    }

    private void assertFlags(
            Set<Uid> flagged, Map<String, Boolean> seen, Map<String, Boolean> draft)
            throws IOException {
        Snapshot snapshot = inbox.refresh();
        UidSet.Builder ours = UidSet.builder();
        flagged.forEach(ours::add);
        assertThat(snapshot.having(SystemFlag.FLAGGED)).isEqualTo(ours.build());
        assertThat(snapshot.having(SystemFlag.ANSWERED).size()).isEqualTo(OURS);
        for (Path file : neighbour.files("cur")) {
            String base = Neighbour.base(file);
            assertThat(Neighbour.bears(file, 'S'))
                    .as("S of %s", file)
                    .isEqualTo(seen.getOrDefault(base, false));
            assertThat(Neighbour.bears(file, 'D'))
                    .as("D of %s", file)
                    .isEqualTo(draft.getOrDefault(base, false));
        }
        assertThat(snapshot.having(SystemFlag.SEEN).size())
                .isEqualTo(seen.values().stream().filter(on -> on).count());
        assertThat(snapshot.having(SystemFlag.DRAFT).size())
                .isEqualTo(draft.values().stream().filter(on -> on).count());
    }
}
