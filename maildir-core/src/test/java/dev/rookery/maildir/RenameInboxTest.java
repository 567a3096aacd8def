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
import dev.rookery.maildir.simulation.Ledger.Letter;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// RENAME of INBOX: its messages move, and it stays. RFC 9051 §6.3.6.
@Timeout(120)
class RenameInboxTest {
    private static final Flags SEEN = Flags.of(SystemFlag.SEEN);
    private static final Flags MARKED = Flags.of(List.of(SystemFlag.FLAGGED), List.of("$Work"));

    @TempDir private Path home;
    private final FaultyDisk disk = new FaultyDisk();
    private AccountLocation location = new AccountLocation(Path.of("/nowhere"));
    private MailStore store = store();

    @SuppressWarnings("NullAway.Init") // by open()
    private Account account;

    @SuppressWarnings("NullAway.Init") // by open()
    private Mailbox inbox;

    private MailStore store() {
        return StoreOnDisk.builder(disk).flagsToNames(Duration.ZERO).hostName("test").build();
    }

    private void open() throws IOException {
        open(FolderLayout.MAILDIR_PLUS_PLUS);
    }

    private void open(FolderLayout layout) throws IOException {
        location =
                new AccountLocation(home.resolve("Maildir"))
                        .with(layout, FolderNames.MODIFIED_UTF7);
        account = store.open(location);
        inbox = account.mailbox(MailboxName.INBOX);
    }

    private void reopen() throws IOException {
        store.close();
        store = store();
        account = store.open(location);
        inbox = account.mailbox(MailboxName.INBOX);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static MailboxName name(String text) {
        return MailboxName.parse(text, '/');
    }

    private void rename(String to) throws IOException {
        account.rename(MailboxName.INBOX, name(to));
    }

    private static List<String> letters(Mailbox mailbox) throws IOException {
        List<String> letters = new ArrayList<>();
        Snapshot snapshot = mailbox.refresh();
        for (Uid uid : snapshot.uids()) {
            String text =
                    new String(Mail.content(mailbox, uid), java.nio.charset.StandardCharsets.UTF_8);
            String subject = text.substring("Subject: ".length(), text.indexOf('\r'));
            assertThat(Mail.content(mailbox, uid)).isEqualTo(Letter.bytes(subject));
            letters.add(new Letter(subject, snapshot.flags(uid)).toString());
        }
        return letters;
    }

    private List<String> letters(String mailbox) throws IOException {
        return letters(account.mailbox(name(mailbox)));
    }

    private List<String> directories() throws IOException {
        try (Stream<Path> all = Files.list(location.maildir())) {
            return all.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private long files(String directory) throws IOException {
        try (Stream<Path> all = Files.list(location.maildir().resolve(directory))) {
            return all.count();
        }
    }

    /// Has something happen while the messages get their second names.
    private void meanwhile(Meanwhile event) {
        AtomicBoolean due = new AtomicBoolean(true);
        disk.plan(call -> {
            if (call.kind() == DiskCall.Kind.LINK && due.getAndSet(false)) {
                CompletableFuture.runAsync(() -> happen(event)).join();
            }
            return Optional.empty();
        });
    }

    private interface Meanwhile {
        void happen() throws IOException;
    }

    private static void happen(Meanwhile event) {
        try {
            event.happen();
        } catch (IOException refused) {
            throw new CompletionException(refused);
        }
    }

    @ParameterizedTest
    @EnumSource
    void movesAllMessagesAndLeavesInboxAndWhatIsBelow(FolderLayout layout) throws IOException {
        open(layout);
        account.create(name("INBOX/Below"));
        Mail.deliver(account.mailbox(name("INBOX/Below")), "below", Flags.NONE);
        Mail.deliver(inbox, "a", Flags.NONE);
        Uid gone = Mail.deliver(inbox, "b", Flags.NONE);
        Mail.deliver(inbox, "large c", MARKED);
        inbox.expunge(UidSet.of(gone));
        Snapshot before = inbox.snapshot();
        String emailId = inbox.emailId(new Uid(3));
        String mailboxId = inbox.mailboxId();
        List<Change> told = new CopyOnWriteArrayList<>();

        try (Subscription _ = inbox.subscribe(told::add)) {
            rename("Work/Old");
        }

        for (int open = 0; open < 2; open++) {
            assertThat(account.mailboxes())
                    .containsExactly(MailboxName.INBOX, name("INBOX/Below"), name("Work/Old"));
            assertThat(letters("INBOX")).isEmpty();
            assertThat(letters("INBOX/Below")).containsExactly("below[][]");
            assertThat(letters("Work/Old")).containsExactly("a[][]", "large c[FLAGGED][$Work]");
            Mailbox old = account.mailbox(name("Work/Old"));
            assertThat(old.emailId(new Uid(2))).isEqualTo(emailId);
            assertThat(old.snapshot().internalDate(new Uid(2)))
                    .isEqualTo(before.internalDate(new Uid(3)));
            assertThat(old.snapshot().uidValidity()).isGreaterThan(before.uidValidity());
            assertThat(inbox.snapshot().uidValidity()).isEqualTo(before.uidValidity());
            assertThat(inbox.snapshot().uidNext()).isEqualTo(before.uidNext());
            assertThat(inbox.mailboxId()).isEqualTo(mailboxId).isNotEqualTo(old.mailboxId());
            reopen();
        }
        assertThat(told).singleElement().isInstanceOf(Change.Expunged.class);
        await().until(() -> files("new") + files("cur") == 0);
    }

    @Test
    void renamesAnEmptyInbox() throws IOException {
        open();
        ModSeq before = inbox.snapshot().highestModSeq();
        rename("Old");
        assertThat(letters("Old")).isEmpty();
        assertThat(inbox.snapshot().highestModSeq()).isEqualTo(before);
    }

    @Test
    void takesMailOfOtherProgramsAlong() throws IOException {
        open();
        Files.write(location.maildir().resolve("new/1.2.other"), Letter.bytes("theirs"));
        rename("Old");
        assertThat(letters("Old")).containsExactly("theirs[][]");
        assertThat(letters("INBOX")).isEmpty();
    }

    @Test
    void leavesMailThatComesMeanwhile() throws IOException {
        open();
        Mail.deliver(inbox, "before", Flags.NONE);
        meanwhile(() -> Mail.deliver(inbox, "meanwhile", SEEN));
        rename("Old");
        assertThat(letters("Old")).containsExactly("before[][]");
        assertThat(letters("INBOX")).containsExactly("meanwhile[SEEN][]");
        reopen();
        assertThat(letters("Old")).containsExactly("before[][]");
        assertThat(letters("INBOX")).containsExactly("meanwhile[SEEN][]");
    }

    @Test
    void followsWhatHappensToMessagesMeanwhile() throws IOException {
        open();
        for (String each : List.of("a", "b", "c", "d", "e")) {
            Mail.deliver(inbox, each, SEEN);
        }
        meanwhile(() -> {
            inbox.expunge(UidSet.of(new Uid(2), new Uid(3)));
            inbox.changeFlags(UidSet.of(new Uid(1), new Uid(5)), FlagChange.replace(MARKED));
            inbox.changeFlags(UidSet.of(new Uid(5)), FlagChange.add(SEEN));
        });
        rename("Old");
        for (int open = 0; open < 2; open++) {
            assertThat(letters("Old"))
                    .containsExactly("a[FLAGGED][$Work]", "d[SEEN][]", "e[FLAGGED, SEEN][$Work]");
            assertThat(letters("INBOX")).isEmpty();
            await().until(() -> files(".Old/cur") == 3);
            reopen();
        }
    }

    @Test
    void refusesANameThatIsTakenMeanwhile() throws IOException {
        open();
        Mail.deliver(inbox, "a", SEEN);
        account.create(name("Taken"));
        assertThatThrownBy(() -> rename("Taken")).isInstanceOf(MailboxExistsException.class);
        meanwhile(() -> account.create(name("Old")));
        assertThatThrownBy(() -> rename("Old")).isInstanceOf(MailboxExistsException.class);
        meanwhile(() -> {
            for (String part : List.of("cur", "new", "tmp")) {
                Files.createDirectories(location.maildir().resolve(".Theirs").resolve(part));
            }
        });
        assertThatThrownBy(() -> rename("Theirs")).isInstanceOf(MailboxExistsException.class);

        assertThat(letters("INBOX")).containsExactly("a[SEEN][]");
        for (String each : List.of("Taken", "Old", "Theirs")) {
            assertThat(letters(each)).isEmpty();
        }
        await().untilAsserted(() ->
                assertThat(directories())
                        .containsExactly(".Old", ".Taken", ".Theirs", "cur", "new", "tmp"));
    }

    @Test
    void isAsBeforeWhenTheFolderFindsNoPlace() throws IOException {
        open();
        Mail.deliver(inbox, "a", MARKED);
        Mail.deliver(inbox, "large b", SEEN);
        disk.plan(
                FaultPlan.every(
                        call -> call.kind() == DiskCall.Kind.RENAME && call.name().startsWith(".."),
                        Fault.IO_ERROR));
        assertThatThrownBy(() -> rename("Old")).isInstanceOf(IOException.class);
        disk.plan(FaultPlan.HEALTHY);

        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX);
        assertThat(letters("INBOX")).containsExactly("a[FLAGGED][$Work]", "large b[SEEN][]");
        await().untilAsserted(() -> assertThat(directories()).containsExactly("cur", "new", "tmp"));
        Mail.deliver(inbox, "c", SEEN);
        reopen();
        assertThat(letters("INBOX"))
                .containsExactly("a[FLAGGED][$Work]", "large b[SEEN][]", "c[SEEN][]");
        rename("Old");
        assertThat(letters("Old")).hasSize(3);
    }

    @Test
    void mergesWithTheDirectoryThatLeadsToOthers() throws IOException {
        open(FolderLayout.FS);
        account.create(name("Work/Deep"));
        Mail.deliver(account.mailbox(name("Work/Deep")), "deep", SEEN);
        Mail.deliver(inbox, "a", SEEN);
        rename("Work");
        for (int open = 0; open < 2; open++) {
            assertThat(letters("Work")).containsExactly("a[SEEN][]");
            assertThat(letters("Work/Deep")).containsExactly("deep[SEEN][]");
            assertThat(directories()).contains("Work");
            reopen();
        }
    }

    @Test
    void removesWhatAProcessLeftThatDiedBefore() throws IOException {
        open();
        Mail.deliver(inbox, "a", SEEN);
        store.close();
        Path left = location.maildir().resolve("..rookery-removed.7/cur");
        Files.createDirectories(left);
        Files.write(left.resolve("1.2.left"), Letter.bytes("left"));
        store = store();
        open();
        await().untilAsserted(() -> assertThat(directories()).containsExactly("cur", "new", "tmp"));
        assertThat(letters("INBOX")).containsExactly("a[SEEN][]");
    }
}
