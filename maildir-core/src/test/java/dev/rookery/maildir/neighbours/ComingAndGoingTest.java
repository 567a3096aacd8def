// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Others deliver, read, delete and restore while we do.
@Timeout(1_800)
class ComingAndGoingTest {
    private static final int STEPS = 400;
    private static final int FILES_MAX = 2_000;

    @TempDir private Path home;
    private Neighbour neighbour;
    private Inbox inbox;

    @BeforeEach
    void open() throws IOException {
        inbox = new Inbox(home.resolve("Maildir"));
        neighbour = new Neighbour(home.resolve("Maildir"));
    }

    @AfterEach
    void close() {
        inbox.close();
    }

    private void deliver(Set<String> delivered, Set<String> deleted) throws IOException {
        Extent extent = Extent.of(STEPS);
        long done = 0;
        for (; extent.goesOn(done); done++) {
            String subject = "theirs " + done;
            boolean read = done % 5 == 0;
            delivered.add(subject);
            neighbour.deliver((read ? "cur/" : "new/") + done + (read ? ".n:2,S" : ".n"), subject);
            List<Path> files = done % FILES_MAX == FILES_MAX - 1 ? neighbour.files() : List.of();
            for (Path file : files) {
                Neighbour.delete(file).ifPresent(deleted::add);
            }
        }
        System.out.println(extent.rate("foreign deliveries", done));
    }

    private void read() throws IOException {
        SplittableRandom random = new SplittableRandom(Extent.SEED);
        Extent extent = Extent.of(STEPS);
        for (long done = 0; extent.goesOn(done); done++) {
            List<Path> fresh = neighbour.files("new");
            if (!fresh.isEmpty()) {
                neighbour.see(fresh.get(random.nextInt(fresh.size())), "S");
            }
        }
    }

    private void delete(Set<String> deleted) throws IOException {
        SplittableRandom random = new SplittableRandom(Extent.SEED + 1);
        Extent extent = Extent.of(STEPS / 3);
        for (long done = 0; extent.goesOn(done); done++) {
            List<Path> files = neighbour.files();
            if (!files.isEmpty()) {
                Neighbour.delete(files.get(random.nextInt(files.size()))).ifPresent(deleted::add);
            }
        }
    }

    /// Our own part, and what we learn meanwhile of who is who.
    private final class Ours {
        final Set<String> delivered = new HashSet<>();
        final Set<String> expunged = new HashSet<>();
        final Map<Uid, String> known = new HashMap<>();
        private final SplittableRandom random = new SplittableRandom(Extent.SEED + 2);

        void run(Work others) throws IOException {
            for (int i = 0; others.goesOn() || i < STEPS / 3; i++) {
                String subject = "ours " + i;
                delivered.add(subject);
                Flags flags = i % 2 == 0 ? Flags.NONE : Flags.of(SystemFlag.FLAGGED);
                meet(Mail.deliver(inbox.mailbox(), subject, flags));
                UidSet uids = inbox.mailbox().refresh().uids();
                if (uids.size() > 50) {
                    Uid uid = uids.select(1 + random.nextLong(uids.size()));
                    if (meet(uid) && i % 3 == 0) {
                        inbox.mailbox().expunge(UidSet.of(uid));
                        expunged.add(known.get(uid));
                    }
                }
            }
        }

        /// Whether the message is there; it must be whom we took it for.
        private boolean meet(Uid uid) throws IOException {
            Optional<String> subject = inbox.subject(uid);
            subject.ifPresent(now -> {
                String before = known.put(uid, now);
                assertThat(before == null || before.equals(now)).as("UID %s", uid).isTrue();
            });
            return subject.isPresent();
        }
    }

    @Test
    void everyMessageIsThereOnceUntilSomebodyDeletesIt() throws Exception {
        Set<String> delivered = ConcurrentHashMap.newKeySet();
        Set<String> deleted = ConcurrentHashMap.newKeySet();
        Ours ours = new Ours();
        try (Reports reports = new Reports(inbox.mailbox());
                Work work = new Work()) {
            work.start(() -> deliver(delivered, deleted))
                    .start(this::read)
                    .start(() -> delete(deleted));
            ours.run(work);
            work.join();
            Set<String> due = new HashSet<>(delivered);
            due.addAll(ours.delivered);
            due.removeAll(deleted);
            due.removeAll(ours.expunged);
            inbox.awaitSubjects(due);
            assertThat(reports.twice()).isEqualTo(UidSet.EMPTY);
            for (Uid uid : reports.expunged()) {
                String subject = ours.known.get(uid);
                assertThat(subject == null || !due.contains(subject))
                        .as("%s was expunged by nobody", subject)
                        .isTrue();
            }
            ours.known.forEach((uid, subject) ->
                    assertThat(inbox.mailbox().snapshot().uids().contains(uid))
                            .as("UID %s, %s", uid, subject)
                            .isEqualTo(due.contains(subject)));
        }
        SortedMap<Uid, String> before = inbox.subjects();
        inbox.reopen();
        assertThat(inbox.subjects()).isEqualTo(before);
    }

    @Test
    void whatComesBackIsNewAndAllOthersKeepTheirUids() throws Exception {
        Path backup = Files.createDirectory(home.resolve("backup"));
        for (int i = 0; i < 60; i++) {
            neighbour.deliver("cur/" + i + ".n:2,S", "letter " + i);
        }
        inbox.awaitSubjects(subjects(60));
        for (int round = 0; round < 4; round++) {
            SortedMap<Uid, String> before = inbox.subjects();
            UidSet.Builder gone = UidSet.builder();
            List<Path> saved = new ArrayList<>();
            for (Uid uid : before.keySet()) {
                if (uid.value() % 3 == 0) {
                    gone.add(uid);
                    saved.add(fileOf(before.get(uid)));
                }
            }
            for (Path file : saved) {
                copy(file, backup.resolve(file.getFileName()));
                Files.delete(file);
            }
            inbox.awaitGone(gone.build());
            Uid next = inbox.mailbox().snapshot().uidNext();
            for (Path file : saved) {
                copy(backup.resolve(file.getFileName()), file);
            }
            inbox.awaitSubjects(subjects(60));
            inbox.subjects()
                    .forEach((uid, subject) -> {
                        boolean stayed = subject.equals(before.get(uid));
                        assertThat(stayed || uid.compareTo(next) >= 0)
                                .as("%s, %s", uid, subject)
                                .isTrue();
                    });
            assertThat(inbox.mailbox().snapshot().uids().intersects(gone.build())).isFalse();
        }
    }

    private static List<String> subjects(int count) {
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subjects.add("letter " + i);
        }
        return subjects;
    }

    private Path fileOf(String subject) throws IOException {
        for (Path file : neighbour.files()) {
            if (Neighbour.subject(Files.readAllBytes(file)).equals(subject)) {
                return file;
            }
        }
        throw new MessageExpungedException(Uid.FIRST);
    }

    /// As `cp -p` does.
    private static void copy(Path from, Path to) throws IOException {
        Files.copy(
                from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }
}
