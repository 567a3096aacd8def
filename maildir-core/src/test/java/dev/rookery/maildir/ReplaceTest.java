// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A message in the place of another, in one step: REPLACE, RFC 8508.
@Timeout(120)
class ReplaceTest extends InboxAndWork {
    private static final int CLIENTS = 8;

    @ParameterizedTest
    @CsvSource({"old, new", "old, large new", "large old, new", "large old, large new"})
    void isThereAndTheOldOneIsGone(String old, String fresh) throws IOException {
        Mail.deliver(inbox, "before", Flags.NONE);
        UidSet gone = UidSet.of(Mail.deliver(inbox, old, DRAFT));
        Mail.deliver(inbox, "behind", Flags.NONE);
        UidValidity validity = inbox.snapshot().uidValidity();
        try (Deliveries all = inbox.deliverAll()) {
            add(all, fresh, DRAFT);

            Deliveries.Delivered told = all.commitReplacing(gone, inbox);

            assertThat(told).isEqualTo(new Deliveries.Delivered(validity, uids(4)));
        }
        assertThat(inbox.snapshot().uids()).isEqualTo(uids(1, 3, 4));
        assertThat(inbox.snapshot().flags(new Uid(4))).isEqualTo(DRAFT);
        assertThat(inbox.snapshot().internalDate(new Uid(4))).isEqualTo(DATE);
        assertThat(subjects(inbox)).containsExactly("before", "behind", fresh);
        assertThatThrownBy(() -> Mail.content(inbox, new Uid(2)))
                .isInstanceOf(MessageExpungedException.class);
        awaitFiles(3, 0);
        reopen();
        assertThat(inbox.snapshot().uids()).isEqualTo(uids(1, 3, 4));
        assertThat(subjects(inbox)).containsExactly("before", "behind", fresh);
        assertThat(inbox.snapshot().flags(new Uid(4))).isEqualTo(DRAFT);
    }

    @ParameterizedTest
    @CsvSource({"old, new", "old, large new", "large old, new", "large old, large new"})
    void mayLieInAnotherMailbox(String old, String fresh) throws IOException {
        Mail.deliver(inbox, "stays", Flags.NONE);
        UidSet gone = UidSet.of(Mail.deliver(inbox, old, DRAFT));
        Mail.deliver(work, "was there", Flags.NONE);

        assertThat(replace(gone, inbox, work, fresh)).isEqualTo(uids(2));

        assertThat(subjects(inbox)).containsExactly("stays");
        assertThat(subjects(work)).containsExactly("was there", fresh);
        awaitFiles(1, 2);
        reopen();
        assertThat(inbox.snapshot().uids()).isEqualTo(uids(1));
        assertThat(subjects(work)).containsExactly("was there", fresh);
    }

    @Test
    void showsBothChangesInOneMoment() throws IOException {
        UidSet old = UidSet.of(Mail.deliver(inbox, "old", Flags.NONE));
        ModSeq before = inbox.snapshot().highestModSeq();
        List<Change> told = new CopyOnWriteArrayList<>();
        try (Subscription _ = inbox.subscribe(told::add)) {
            replace(old, inbox, inbox, "new");
        }
        assertThat(told).hasSize(2);
        assertThat(told.getFirst())
                .isInstanceOfSatisfying(
                        Change.Expunged.class, gone -> assertThat(gone.uids()).isEqualTo(old));
        assertThat(told.getLast())
                .isInstanceOfSatisfying(
                        Change.Arrived.class, come -> assertThat(come.uids()).isEqualTo(uids(2)));
        for (Change change : told) {
            assertThat(change.snapshot().uids()).isEqualTo(uids(2));
        }
        assertThat(inbox.snapshot().changedSince(before)).isEqualTo(uids(2));
        assertThat(inbox.snapshot().expungedSince(before)).contains(old);
    }

    @Test
    void raisesTheModSequencesOfBothMailboxes() throws IOException {
        UidSet old = UidSet.of(Mail.deliver(inbox, "old", Flags.NONE));
        ModSeq inInbox = inbox.snapshot().highestModSeq();
        ModSeq inWork = work.snapshot().highestModSeq();
        replace(old, inbox, work, "new");
        assertThat(inbox.snapshot().highestModSeq()).isGreaterThan(inInbox);
        assertThat(inbox.snapshot().expungedSince(inInbox)).contains(old);
        assertThat(work.snapshot().highestModSeq()).isGreaterThan(inWork);
        assertThat(work.snapshot().changedSince(inWork)).isEqualTo(uids(1));
    }

    @Test
    void mayBeSeveralForSeveral() throws IOException {
        Mail.deliver(inbox, "a", Flags.NONE);
        Mail.deliver(inbox, "large b", Flags.NONE);
        Mail.deliver(inbox, "c", Flags.NONE);
        assertThat(replace(uids(1, 2), inbox, inbox, "d", "large e", "f", "large g"))
                .isEqualTo(uids(4, 5, 6, 7));
        assertThat(subjects(inbox)).containsExactly("c", "d", "large e", "f", "large g");
        awaitFiles(5, 0);
    }

    @Test
    void isDeliveredWhereNothingIsOld() throws IOException {
        Mail.deliver(inbox, "stays", Flags.NONE);
        Mail.deliver(work, "stays", Flags.NONE);
        ModSeq before = work.snapshot().highestModSeq();
        List<List<AccountChange>> told = new CopyOnWriteArrayList<>();
        try (Subscription _ = account.subscribe(told::add)) {
            replace(UidSet.EMPTY, work, inbox, "new");
        }
        assertThat(subjects(inbox)).containsExactly("stays", "new");
        assertThat(subjects(work)).containsExactly("stays");
        assertThat(work.snapshot().highestModSeq()).isEqualTo(before);
        assertThat(told)
                .containsExactly(List.of(new AccountChange.Arrived(MailboxName.INBOX, uids(2))));
    }

    /// Each message replaces the one before, most of which have no file yet.
    @Test
    void followsAnotherAtOnce() throws IOException {
        UidSet last = UidSet.of(Mail.deliver(inbox, "draft 0", DRAFT));
        for (int i = 1; i <= 60; i++) {
            last = replace(last, inbox, inbox, "draft " + i);
            assertThat(inbox.snapshot().uids()).isEqualTo(last);
        }
        assertThat(subjects(inbox)).containsExactly("draft 60");
        awaitFiles(1, 0);
        reopen();
        assertThat(inbox.snapshot().uids()).isEqualTo(last);
        assertThat(subjects(inbox)).containsExactly("draft 60");
    }

    @Test
    void takesTheFileOfTheOldOneWhateverItIsCalledNow() throws IOException {
        UidSet old = UidSet.of(Mail.deliver(inbox, "old", Flags.NONE));
        awaitFiles(1, 0);
        String name = files("new").getFirst();
        Path maildir = home.resolve("Maildir");
        Files.move(maildir.resolve("new/" + name), maildir.resolve("cur/" + name + ":2,S"));
        replace(old, inbox, work, "new");
        assertThat(subjects(inbox)).isEmpty();
        awaitFiles(0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "large new"})
    void isNotDeliveredWhereTheOldOneIsGone(String fresh) throws IOException {
        Mail.deliver(inbox, "a", Flags.NONE);
        Mail.deliver(inbox, "b", Flags.NONE);
        inbox.expunge(uids(1));
        ModSeq before = inbox.snapshot().highestModSeq();
        for (UidSet old : List.of(uids(1), uids(1, 2), uids(9), uids(2, 9))) {
            for (Mailbox target : List.of(inbox, work)) {
                assertThatThrownBy(() -> replace(old, inbox, target, fresh))
                        .isInstanceOf(MessageExpungedException.class);
            }
        }
        assertThat(inbox.snapshot().highestModSeq()).isEqualTo(before);
        assertThat(subjects(inbox)).containsExactly("b");
        assertThat(subjects(work)).isEmpty();
        awaitFiles(1, 0);
        reopen();
        assertThat(subjects(inbox)).containsExactly("b");
        assertThat(subjects(work)).isEmpty();
    }

    @Test
    void namesTheMessageThatIsGone() throws IOException {
        Mail.deliver(inbox, "a", Flags.NONE);
        assertThatThrownBy(() -> replace(uids(1, 2, 3), inbox, inbox, "new"))
                .isInstanceOf(MessageExpungedException.class)
                .hasMessageContaining("2");
    }

    /// Of many clients that replace one message at once, one does.
    @Test
    void happensOnce() throws Exception {
        UidSet old = UidSet.of(Mail.deliver(inbox, "old", Flags.NONE));
        List<Callable<Boolean>> clients = new ArrayList<>();
        for (int i = 1; i <= CLIENTS; i++) {
            String fresh = (i % 2 == 0 ? "large " : "") + "new " + i;
            Mailbox target = i % 3 == 0 ? work : inbox;
            clients.add(() -> {
                try {
                    return !replace(old, inbox, target, fresh).isEmpty();
                } catch (MessageExpungedException late) {
                    return false;
                }
            });
        }
        int done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Boolean> each : threads.invokeAll(clients)) {
                done += each.get() ? 1 : 0;
            }
        }
        assertThat(done).isEqualTo(1);
        assertThat(subjects(inbox).size() + subjects(work).size()).isEqualTo(1);
        await().until(() -> messages("") + messages(".Work/") == 1);
        assertThat(files("tmp")).isEmpty();
        assertThat(files(".Work/tmp")).isEmpty();
    }

    @Test
    void isRefusedInAMailboxOfAnotherAccount() throws IOException {
        try (Account other = store.open(new AccountLocation(home.resolve("Other")))) {
            Mailbox theirs = other.mailbox(MailboxName.INBOX);
            Mail.deliver(theirs, "theirs", Flags.NONE);
            Mail.deliver(inbox, "mine", Flags.NONE);
            for (String fresh : List.of("new", "large new")) {
                assertThatThrownBy(() -> replace(uids(1), theirs, inbox, fresh))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(subjects(theirs)).containsExactly("theirs");
            assertThat(subjects(inbox)).containsExactly("mine");
            awaitFiles(1, 0);
        }
    }

    @Test
    void knowsTheMailboxWhoeverOpenedIt() throws IOException {
        Mail.deliver(inbox, "old", Flags.NONE);
        try (Account again = store.open(location())) {
            replace(uids(1), again.mailbox(MailboxName.INBOX), work, "new");
        }
        assertThat(subjects(inbox)).isEmpty();
        assertThat(subjects(work)).containsExactly("new");
    }

    @Test
    void cannotBeCommittedAgain() throws IOException {
        Mail.deliver(inbox, "a", Flags.NONE);
        Mail.deliver(inbox, "b", Flags.NONE);
        try (Deliveries all = inbox.deliverAll()) {
            add(all, "c", Flags.NONE);
            assertThat(all.commitReplacing(uids(1), inbox).uids()).isEqualTo(uids(3));
            assertThatThrownBy(() -> all.commitReplacing(uids(2), inbox))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(all::commit).isInstanceOf(IOException.class);
        }
        assertThat(subjects(inbox)).containsExactly("b", "c");
    }

    @Test
    void isAnotherMessageThanTheOldOne() throws IOException {
        Uid old = Mail.deliver(inbox, "old", Flags.NONE);
        String before = inbox.emailId(old);
        UidSet fresh = replace(UidSet.of(old), inbox, inbox, "new");
        assertThat(inbox.emailId(fresh.first())).isNotEqualTo(before);
    }
}
