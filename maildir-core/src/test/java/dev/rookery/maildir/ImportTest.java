// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Ledger.Letter;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Accounts that another server had before.
@Timeout(120)
@ExtendWith(QuietLog.class)
class ImportTest {
    private static final Logger LOG = Logger.getLogger("dev.rookery.maildir");
    private static final long V = 1_500_000_000;
    private static final String GUID = "6e065e0be5a2066b1039000083ecc375";

    @TempDir private Path home;
    private Path maildir = Path.of("/nowhere");
    private MailStore store = builder().build();

    @SuppressWarnings("NullAway.Init") // by open()
    private Account account;

    private static MailStore.Builder builder() {
        return MailStore.builder()
                .durability(Durability.NONE)
                .flagsToNames(Duration.ZERO)
                .hostName("test");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Mailbox inbox() throws IOException {
        return account.mailbox(MailboxName.INBOX);
    }

    private void open() throws IOException {
        store.close();
        store = builder().build();
        account = store.open(new AccountLocation(maildir));
    }

    private void make(String where) throws IOException {
        maildir = home.resolve(where);
        makeFolder("");
    }

    private void makeFolder(String folder) throws IOException {
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(maildir.resolve(folder).resolve(part));
        }
    }

    private void drop(String name, String subject) throws IOException {
        Files.write(maildir.resolve(name), Letter.bytes(subject));
    }

    private void write(String file, String... lines) throws IOException {
        Files.write(maildir.resolve(file), List.of(lines), StandardCharsets.UTF_8);
    }

    /// UIDs 3 to 7, of which 4 and 6 have no files, and two messages that came later.
    private void makeDovecots(String where) throws IOException {
        make(where);
        write(
                "dovecot-uidlist",
                "3 V%d N9 G%s".formatted(V, GUID),
                "3 :1.three",
                "4 :1.four",
                "5 W100 :1.five",
                "7 :1.seven");
        write("dovecot-keywords", "0 $Forwarded", "2 Work");
        write("dovecot.index", "");
        drop("cur/1.three:2,S", "three");
        drop("cur/1.five:2,FSac", "five");
        drop("new/1.seven", "seven");
        drop("new/2.later", "later");
        drop("cur/3.latest:2,c", "latest");
    }

    /// Of what can be read: a file that others removed just now may still be listed.
    private Map<Long, String> subjects(Mailbox mailbox) throws IOException {
        Map<Long, String> subjects = new TreeMap<>();
        for (Uid uid : mailbox.refresh().uids()) {
            try {
                subjects.put(uid.value(), subject(mailbox, uid));
            } catch (MessageExpungedException gone) {
                LOG.log(Level.FINE, "gone meanwhile", gone);
            }
        }
        return subjects;
    }

    private static String subject(Mailbox mailbox, Uid uid) throws IOException {
        String text = new String(Mail.content(mailbox, uid), StandardCharsets.UTF_8);
        return text.substring("Subject: ".length(), text.indexOf("\r\n"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(maildir)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static final Map<Long, String> IMPORTED =
            Map.of(3L, "three", 5L, "five", 7L, "seven", 9L, "later", 10L, "latest");

    @Test
    void keepsUidsFlagsAndKeywordsOfDovecot() throws IOException {
        makeDovecots("plain");
        open();
        Snapshot snapshot = inbox().snapshot();
        assertThat(snapshot.uidValidity().value()).isEqualTo(V);
        assertThat(snapshot.uidNext().value()).isEqualTo(11);
        assertThat(subjects(inbox())).isEqualTo(IMPORTED);
        assertThat(snapshot.flags(new Uid(5)))
                .isEqualTo(
                        Flags.of(
                                List.of(SystemFlag.FLAGGED, SystemFlag.SEEN),
                                List.of("$Forwarded", "Work")));
        assertThat(snapshot.flags(new Uid(7))).isEqualTo(Flags.NONE);
        assertThat(snapshot.havingKeyword("work").size()).isEqualTo(2);
        assertThat(files())
                .noneMatch(file -> file.equals("dovecot-uidlist") || file.equals("dovecot.index"))
                .anyMatch(file -> file.startsWith("rookery.imported.dovecot-uidlist."))
                .contains("dovecot-keywords");
        open();
        assertThat(inbox().snapshot().uidValidity().value()).isEqualTo(V);
        assertThat(subjects(inbox())).isEqualTo(IMPORTED);
    }

    @Test
    void countsOnAboveWhatDovecotCanHaveTold() throws IOException {
        makeDovecots("modseq");
        open();
        long floor = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() << 20;
        Snapshot snapshot = inbox().snapshot();
        assertThat(snapshot.highestModSeq().value()).isGreaterThan(floor);
        for (Uid uid : snapshot.uids()) {
            assertThat(snapshot.modSeq(uid).value()).isGreaterThan(floor);
        }
        // What Dovecot expunged, nobody knows.
        assertThat(snapshot.expungedSince(new ModSeq(floor))).isEmpty();
        assertThat(snapshot.expungedSince(snapshot.highestModSeq())).contains(UidSet.EMPTY);
        UidValidity next = account.create(MailboxName.parse("A", '/')).snapshot().uidValidity();
        assertThat(next.value()).isGreaterThan(V);
    }

    @Test
    void goesOnFromDovecotsCounter() throws IOException {
        make("counter");
        write("dovecot-uidvalidity", "7fffff00");
        open();
        assertThat(inbox().snapshot().uidValidity().value()).isGreaterThan(0x7fffff00L);
    }

    @Test
    void importsEachFolderWhenItIsOpened() throws IOException {
        make("folders");
        makeFolder(".A.B");
        write(".A.B/dovecot-uidlist", "3 V17 N20 G" + GUID, "18 :1.a");
        drop(".A.B/cur/1.a:2,", "one");
        open();
        Mailbox folder = account.mailbox(MailboxName.parse("A/B", '/'));
        assertThat(folder.snapshot().uidValidity().value()).isEqualTo(17);
        assertThat(subjects(folder)).isEqualTo(Map.of(18L, "one"));
        assertThat(folder.snapshot().uidNext().value()).isEqualTo(20);
    }

    @Test
    void keepsUidsAndKeywordsOfCourier() throws IOException {
        make("courier");
        write("courierimapuiddb", "1 1400000000 12", "3 1.three", "11 1.eleven");
        Files.createDirectories(maildir.resolve("courierimapkeywords"));
        write("courierimapkeywords/:list", "$Label1", "Work", "", "1.three:0 1");
        drop("cur/1.three:2,FS", "three");
        drop("cur/1.eleven:2,", "eleven");
        open();
        Snapshot snapshot = inbox().snapshot();
        assertThat(snapshot.uidValidity().value()).isEqualTo(1_400_000_000);
        assertThat(subjects(inbox())).isEqualTo(Map.of(3L, "three", 11L, "eleven"));
        assertThat(snapshot.flags(new Uid(3)).keywords()).containsExactly("$Label1", "Work");
        assertThat(files()).doesNotContain("courierimapuiddb", "courierimapkeywords");
        open();
        assertThat(inbox().snapshot().flags(new Uid(3)).keywords())
                .containsExactly("$Label1", "Work");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3 V0 N1", "9 V5 N7", "\0\0\0"})
    void beginsAnewWhereTheListIsIllegible(String header) throws IOException {
        make("illegible");
        write("dovecot-uidlist", header, "7 :1.a");
        drop("cur/1.a:2,", "one");
        open();
        assertThat(subjects(inbox())).isEqualTo(Map.of(1L, "one"));
        assertThat(inbox().snapshot().uidValidity().value()).isGreaterThan(V);
        assertThat(files()).doesNotContain("dovecot-uidlist");
    }

    @Test
    void leavesAFolderAloneInWhichDovecotIsAtWork() throws IOException {
        makeDovecots("busy");
        write("dovecot-uidlist.lock", "");
        assertThatThrownBy(this::open).isInstanceOf(AccountInUseException.class);
        assertThat(files()).contains("dovecot-uidlist", "dovecot.index");
        Files.delete(maildir.resolve("dovecot-uidlist.lock"));
        open();
        assertThat(subjects(inbox())).isEqualTo(IMPORTED);
    }

    /// Every call to the disk is the last one once. Before the next start Dovecot may run again, as
    /// long as its list is there.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsUidsWheneverTheProcessDies(boolean dovecotRunsAgain) throws IOException {
        int n = 1;
        while (diesAt(n, dovecotRunsAgain)) {
            n++;
        }
        assertThat(n).isGreaterThan(60);
    }

    private boolean diesAt(int n, boolean dovecotRunsAgain) throws IOException {
        makeDovecots(dovecotRunsAgain + "-" + n);
        FaultyDisk disk = new FaultyDisk();
        Map<Long, String> told = new TreeMap<>();
        try (MailStore dying = StoreOnDisk.builder(disk, 2).hostName("test").build()) {
            disk.plan(FaultPlan.nth(n, Fault.DEATH));
            account = dying.open(new AccountLocation(maildir));
            inbox().snapshot().uids().forEach(uid -> told.put(uid.value(), "?"));
            told.put(deliver("ours").value(), "ours");
        } catch (IOException dead) {
            assertThat(disk.hit()).isPresent();
        }
        disk.die();
        boolean theirs = dovecotRunsAgain && Files.exists(maildir.resolve("dovecot-uidlist"));
        if (theirs) {
            append("dovecot-uidlist", "9 :2.later\n10 :3.latest\n");
            Files.move(maildir.resolve("cur/1.three:2,S"), maildir.resolve("cur/1.three:2,FS"));
            Files.delete(maildir.resolve("cur/1.five:2,FSac"));
        }
        open();
        String when = "died at call %d: %s".formatted(n, disk.hit());
        Map<Long, String> found = subjects(inbox());
        Map<Long, String> listed = new TreeMap<>(IMPORTED);
        if (theirs) {
            listed.remove(5L);
            assertThat(told).as(when).isEmpty();
            assertThat(inbox().snapshot().flags(new Uid(3)).system())
                    .as(when)
                    .contains(SystemFlag.FLAGGED);
        }
        assertThat(found).as(when).containsAllEntriesOf(listed);
        found.keySet().removeAll(listed.keySet());
        assertThat(found.values()).as(when).allMatch("ours"::equals);
        told.forEach((uid, subject) ->
                assertThat(subject.equals("ours") ? found : listed).as(when).containsKey(uid));
        assertThat(inbox().snapshot().uidValidity().value()).as(when).isEqualTo(V);
        assertThat(deliver("last").value()).as(when).isGreaterThan(10);
        return disk.hit().isPresent();
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(maildir.resolve(file), text, StandardOpenOption.APPEND);
    }

    /// The other server has not written it for long.
    private void leave(String file) throws IOException {
        Instant then = Instant.now().minus(Duration.ofMinutes(10));
        Files.setLastModifiedTime(maildir.resolve(file), FileTime.from(then));
    }

    private Uid deliver(String subject) throws IOException {
        try (Delivery delivery = inbox().deliver(Flags.NONE, Instant.EPOCH)) {
            byte[] bytes = Letter.bytes(subject);
            delivery.write(bytes, 0, bytes.length);
            return delivery.commit().uid();
        }
    }

    private long ourUidValidity() throws IOException {
        return inbox().snapshot().uidValidity().value();
    }

    /// A Dovecot ran while we did not, and gave out UIDs of its own.
    @Test
    void takesOverALaterListThatSaysSo() throws IOException {
        makeDovecots("later");
        open();
        inbox().changeFlags(UidSet.of(new Uid(7)), FlagChange.add(Flags.of(SystemFlag.DRAFT)));
        deliver("ours");
        long theirs = Instant.now().getEpochSecond() + 100;
        open();
        store.close();
        List<String> lines = new ArrayList<>(List.of("3 V%d N40 G%s".formatted(theirs, GUID)));
        lines.add("31 :1.three");
        lines.add("32 :1.seven");
        lines.add("39 :gone");
        write("dovecot-uidlist", lines.toArray(String[]::new));
        open();
        assertThat(ourUidValidity()).isEqualTo(theirs);
        Map<Long, String> found = subjects(inbox());
        assertThat(found).containsEntry(31L, "three").containsEntry(32L, "seven");
        assertThat(found.keySet()).containsExactly(31L, 32L, 40L, 41L, 42L, 43L);
        assertThat(inbox().snapshot().flags(new Uid(32)).system()).contains(SystemFlag.DRAFT);
        assertThat(files()).doesNotContain("dovecot-uidlist");
        open();
        assertThat(subjects(inbox())).isEqualTo(found);
    }

    @Test
    void tellsThoseWhoHaveTheMailboxOpen() throws IOException {
        makeDovecots("open");
        open();
        Mailbox old = inbox();
        List<Change> changes = new ArrayList<>();
        try (Subscription _ = old.subscribe(changes::add)) {
            old.changeFlags(UidSet.of(new Uid(3)), FlagChange.add(Flags.of(SystemFlag.DRAFT)));
            long theirs = Instant.now().getEpochSecond() + 100;
            write("dovecot-uidlist", "3 V%d N40 G%s".formatted(theirs, GUID), "31 :1.three");
            leave("dovecot-uidlist");
            assertThatThrownBy(old::refresh).isInstanceOf(NoSuchMailboxException.class);
            assertThat(ourUidValidity()).isEqualTo(theirs);
            assertThat(inbox().snapshot().flags(new Uid(31)).system()).contains(SystemFlag.DRAFT);
        }
        assertThat(changes.getLast()).isInstanceOf(Change.Deleted.class);
    }

    @Test
    void noticesALaterListWhereNothingElseChanged() throws IOException {
        makeDovecots("noticed");
        open();
        // Now the files are old enough to be known as they are.
        store.close();
        open();
        store.close();
        write("dovecot-uidlist", "3 V%d N50".formatted(V), "3 :1.three");
        open();
        assertThat(account.status(MailboxName.INBOX).uidNext().value()).isEqualTo(50);
        assertThat(subjects(inbox())).isEqualTo(IMPORTED);
    }

    @Test
    void takesOverWhatALaterListAdds() throws IOException {
        makeDovecots("adds");
        open();
        store.close();
        drop("new/4.more", "more");
        write("dovecot-uidlist", "3 V%d N21".formatted(V), "3 :1.three", "20 :4.more");
        open();
        assertThat(ourUidValidity()).isEqualTo(V);
        Map<Long, String> more = new TreeMap<>(IMPORTED);
        more.put(20L, "more");
        assertThat(subjects(inbox())).isEqualTo(more);
        assertThat(inbox().snapshot().uidNext().value()).isEqualTo(21);
    }

    /// A UID of ours would be one of the list's otherwise.
    @Test
    void takesOverWhatALaterListAddsBeforeItGivesOutAUid() throws IOException {
        makeDovecots("before");
        open();
        var _ = inbox().snapshot();
        drop("new/4.more", "more");
        write("dovecot-uidlist", "3 V%d N21".formatted(V), "3 :1.three", "20 :4.more");
        leave("dovecot-uidlist");

        deliver("ours");

        assertThat(ourUidValidity()).isEqualTo(V);
        Map<Long, String> more = new TreeMap<>(IMPORTED);
        more.put(20L, "more");
        more.put(21L, "ours");
        assertThat(subjects(inbox())).isEqualTo(more);
    }

    /// UIDs were told twice: then they are void, all of them.
    @Test
    void voidsUidsThatWereGivenOutTwice() throws IOException {
        makeDovecots("twice");
        open();
        deliver("ours");
        store.close();
        drop("new/4.other", "other");
        write("dovecot-uidlist", "3 V%d N12".formatted(V), "3 :1.three", "11 :4.other");
        open();
        assertThat(ourUidValidity()).isGreaterThan(V);
        assertThat(subjects(inbox()).values())
                .containsExactlyInAnyOrder(
                        "three", "five", "seven", "later", "latest", "ours", "other");
        assertThat(files()).doesNotContain("dovecot-uidlist");
        long now = ourUidValidity();
        open();
        assertThat(ourUidValidity()).isEqualTo(now);
    }

    @Test
    void doesNotGoBackToAnOldList() throws IOException {
        makeDovecots("old");
        open();
        store.close();
        write("dovecot-uidlist", "3 V%d N90".formatted(V - 1), "80 :1.three");
        open();
        assertThat(ourUidValidity()).isEqualTo(V);
        assertThat(subjects(inbox())).isEqualTo(IMPORTED);
        assertThat(files()).doesNotContain("dovecot-uidlist");
    }

    @Test
    void givesNoUidValidityASecondTimeToANameThatMayHaveHadIt() throws IOException {
        make("names");
        open();
        makeFolder(".A");
        write(".A/dovecot-uidlist", "3 V%d N9".formatted(V), "8 :1.a");
        drop(".A/cur/1.a:2,", "one");
        Mailbox folder = account.mailbox(MailboxName.parse("A", '/'));
        assertThat(folder.snapshot().uidValidity()).isGreaterThan(inbox().snapshot().uidValidity());
        assertThat(subjects(folder)).isEqualTo(Map.of(1L, "one"));
    }
}
