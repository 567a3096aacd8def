// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// mbsync and rsync at work in our Maildir.
@Timeout(1_800)
class RealProgramsTest {
    private static final int ROUNDS = 3;

    @TempDir private Path home;
    private Neighbour here;
    private Inbox inbox;
    private Reports reports;

    @BeforeEach
    void open() throws IOException {
        inbox = new Inbox(home.resolve("Maildir"));
        here = new Neighbour(home.resolve("Maildir"));
        reports = new Reports(inbox.mailbox());
    }

    @AfterEach
    void close() {
        reports.close();
        inbox.close();
    }

    /// Whoever listened from the beginning knows what is there.
    private void requireAllHeard() {
        UidSet shown = inbox.mailbox().snapshot().uids();
        await().until(() -> reports.arrived().minus(reports.expunged()).equals(shown));
        assertThat(reports.twice()).isEqualTo(UidSet.EMPTY);
    }

    private Neighbour farStore() throws IOException {
        Path far = home.resolve("far/INBOX");
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(far.resolve(part));
        }
        Files.createDirectories(home.resolve("state"));
        Files.writeString(
                home.resolve("mbsyncrc"),
                """
                MaildirStore ours
                Inbox %1$s/Maildir

                MaildirStore far
                Inbox %1$s/far/INBOX

                Channel inbox
                Far :far:
                Near :ours:
                Patterns INBOX
                Expunge Both
                SyncState %1$s/state/
                """
                        .formatted(home));
        return new Neighbour(far);
    }

    private void mbsync() throws Exception {
        Commands.run(home, "mbsync", "-c", "mbsyncrc", "inbox");
    }

    private static Set<String> subjects(Neighbour place) throws IOException {
        Set<String> subjects = new TreeSet<>();
        for (Path file : place.files()) {
            String subject = Neighbour.subject(Files.readAllBytes(file));
            assertThat(subjects.add(subject)).as("two of %s in %s", subject, place).isTrue();
        }
        return subjects;
    }

    @Test
    void mbsyncKeepsAnotherStoreEqualWhileWeWork() throws Exception {
        Commands.need("mbsync");
        Neighbour far = farStore();
        Set<String> due = new HashSet<>();
        Extent extent = Extent.of(ROUNDS);
        for (int round = 0; extent.goesOn(round); round++) {
            int number = round;
            try (Work work = new Work()) {
                work.start(this::mbsync);
                // Few: mbsync begins its listing anew as long as a directory changes.
                for (int i = 0; i < 10; i++) {
                    String subject = "ours " + number + " " + i;
                    due.add(subject);
                    Uid uid = Mail.deliver(inbox.mailbox(), subject, Flags.NONE);
                    FlagChange change = FlagChange.add(Flags.of(SystemFlag.FLAGGED));
                    inbox.mailbox().changeFlags(UidSet.of(uid), change);
                    inbox.mailbox().refresh();
                }
                work.join();
            }
            for (int i = 0; i < 10; i++) {
                String subject = "theirs " + number + " " + i;
                due.add(subject);
                far.deliver("new/%d-%d.far".formatted(number, i), subject);
            }
        }
        mbsync();
        inbox.awaitSubjects(due);
        assertThat(subjects(far)).isEqualTo(new TreeSet<>(due));
        SortedMap<Uid, String> settled = inbox.subjects();
        mbsync();
        inbox.mailbox().refresh();
        assertThat(inbox.subjects()).isEqualTo(settled);
        requireAllHeard();
        exchangeFlags(far, due);
        exchangeExpunges(far, due);
        requireAllHeard();
    }

    private void exchangeFlags(Neighbour far, Set<String> due) throws Exception {
        UidSet all = inbox.mailbox().snapshot().uids();
        UidSet ours = UidSet.range(all.first(), all.select(all.size() / 2));
        Flags answered = Flags.of(SystemFlag.ANSWERED);
        inbox.mailbox().changeFlags(ours, FlagChange.add(answered));
        long count = inbox.mailbox().snapshot().having(SystemFlag.ANSWERED).size();
        await().until(() -> bearing(here, 'R') == count);
        mbsync();
        assertThat(bearing(far, 'R')).isEqualTo(count);
        for (Path file : far.files("cur")) {
            Neighbour.toggle(file, 'D');
        }
        long drafts = bearing(far, 'D');
        mbsync();
        await().until(() -> {
            Snapshot now = inbox.mailbox().refresh();
            return now.having(SystemFlag.DRAFT).size() == drafts;
        });
        assertThat(inbox.mailbox().snapshot().uids()).isEqualTo(all);
        assertThat(inbox.mailbox().snapshot().having(SystemFlag.ANSWERED).size()).isEqualTo(count);
        assertThat(all.size()).isEqualTo(due.size());
    }

    private static long bearing(Neighbour place, char flag) throws IOException {
        return place.files("cur").stream().filter(file -> Neighbour.bears(file, flag)).count();
    }

    private void exchangeExpunges(Neighbour far, Set<String> due) throws Exception {
        SortedMap<Uid, String> before = inbox.subjects();
        UidSet gone = UidSet.range(before.firstKey(), inbox.mailbox().snapshot().uids().select(5));
        gone.and(inbox.mailbox().snapshot().uids()).forEach(uid -> due.remove(before.get(uid)));
        inbox.mailbox().expunge(gone);
        await().until(() -> here.files().size() == due.size());
        mbsync();
        assertThat(subjects(far)).isEqualTo(new TreeSet<>(due));
        Path theirs = far.files("cur").getFirst();
        due.remove(Neighbour.delete(theirs).orElseThrow());
        mbsync();
        inbox.awaitSubjects(due);
    }

    @Test
    void rsyncRestoresWhatWasLostWhileMailArrives() throws Exception {
        Commands.need("rsync");
        SplittableRandom random = new SplittableRandom(Extent.SEED);
        Set<String> due = new HashSet<>();
        deliver("letter ", 100, due);
        Extent extent = Extent.of(ROUNDS);
        for (int round = 0; extent.goesOn(round); round++) {
            String fresh = "of round " + round + " ";
            await().until(() -> here.files().size() == due.size());
            Commands.run(home, "rsync", "-a", "--delete", "Maildir/", "backup/");
            SortedMap<Uid, String> before = inbox.subjects();
            UidSet expungedBefore = reports.expunged();
            Set<String> lost = lose(random);
            await().until(() ->
                    inbox.mailbox().refresh().uids().size() == due.size() - lost.size());
            Uid next = inbox.mailbox().snapshot().uidNext();
            try (Work work = new Work()) {
                work.start(() -> Commands.run(home, "rsync", "-a", "backup/cur/", "Maildir/cur/"));
                deliver(fresh, 10, due);
                work.join();
            }
            inbox.awaitSubjects(due);
            inbox.subjects()
                    .forEach((uid, subject) -> {
                        boolean stayed = subject.equals(before.get(uid)) && !lost.contains(subject);
                        boolean came = lost.contains(subject) || subject.startsWith(fresh);
                        assertThat(came ? uid.compareTo(next) >= 0 : stayed)
                                .as("%s is UID %s", subject, uid)
                                .isTrue();
                    });
            requireAllHeard();
            reports.expunged()
                    .minus(expungedBefore)
                    .forEach(uid -> assertThat(lost).contains(before.get(uid)));
        }
    }

    private void deliver(String subject, int messages, Set<String> due) throws IOException {
        for (int i = 0; i < messages; i++) {
            due.add(subject + i);
            Mail.deliver(inbox.mailbox(), subject + i, Flags.of(SystemFlag.SEEN));
        }
    }

    /// Deletes every fourth file or so; answers the subjects.
    private Set<String> lose(SplittableRandom random) throws IOException {
        Set<String> lost = new HashSet<>();
        for (Path file : here.files("cur")) {
            if (random.nextInt(4) == 0) {
                Neighbour.delete(file).ifPresent(lost::add);
            }
        }
        return lost;
    }
}
