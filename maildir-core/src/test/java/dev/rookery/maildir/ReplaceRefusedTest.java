// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.DiskCall;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.Ledger.Letter;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A message that cannot be replaced stays: no room, no place, no mailbox. RFC 8508 §3.4.
@Timeout(120)
class ReplaceRefusedTest extends InboxAndWork {
    @ParameterizedTest
    @ValueSource(strings = {"new", "large new"})
    void isDroppedWhereEitherMailboxIsDeleted(String fresh) throws IOException {
        Mail.deliver(inbox, "old", Flags.NONE);
        Mail.deliver(work, "other", Flags.NONE);
        try (Deliveries intoDeleted = work.deliverAll();
                Deliveries ofDeleted = inbox.deliverAll()) {
            add(intoDeleted, fresh, Flags.NONE);
            add(ofDeleted, fresh, Flags.NONE);
            account.delete(WORK);
            assertThatThrownBy(() -> intoDeleted.commitReplacing(uids(1), inbox))
                    .isInstanceOf(NoSuchMailboxException.class);
            assertThatThrownBy(() -> ofDeleted.commitReplacing(uids(1), work))
                    .isInstanceOf(NoSuchMailboxException.class);
        }
        assertThat(subjects(inbox)).containsExactly("old");
        assertThat(files("tmp")).isEmpty();
        await().until(() -> messages("") == 1);
    }

    @Test
    void leavesTheOldOneWhereAMailboxWouldHaveTooManyKeywords() throws IOException {
        Mail.deliver(inbox, "old", Flags.NONE);
        Mail.deliver(work, "many", keywords(0, 150));
        try (Deliveries all = work.deliverAll()) {
            add(all, "large new", keywords(100, 200));
            // These come first.
            Mail.deliver(work, "more", keywords(200, 250));
            assertThatThrownBy(() -> all.commitReplacing(uids(1), inbox))
                    .isInstanceOf(LimitException.class);
        }
        assertThat(subjects(inbox)).containsExactly("old");
        assertThat(subjects(work)).containsExactly("many", "more");
        awaitFiles(1, 2);
    }

    private static Flags keywords(int from, int to) {
        return Flags.of(List.of(), IntStream.range(from, to).mapToObj(i -> "keyword" + i).toList());
    }

    private void limit(long bytes, long messages) throws IOException {
        close();
        store = store();
        open(
                location()
                        .limitedTo(
                                new QuotaLimits(
                                        OptionalLong.of(bytes), OptionalLong.of(messages))));
        work = account.mailbox(WORK);
    }

    private static long onDisk(String subject) {
        return new String(Letter.bytes(subject), StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .length();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void needsNoRoomInAFullAccount(boolean elsewhere) throws IOException {
        Mail.deliver(inbox, "old 1", Flags.NONE);
        limit(onDisk("old 1"), 1);
        assertThatThrownBy(() -> Mail.deliver(inbox, "old 2", Flags.NONE))
                .isInstanceOf(QuotaExceededException.class);
        Mailbox target = elsewhere ? work : inbox;

        replace(uids(1), inbox, target, "old 3");

        assertThat(subjects(target)).containsExactly("old 3");
        assertThat(account.quota().usedMessages()).isEqualTo(1);
        assertThat(account.quota().usedBytes()).isEqualTo(onDisk("old 3"));
        limit(onDisk("old 1"), 1);
        assertThat(account.quota().usedMessages()).isEqualTo(1);
        assertThat(account.quota().usedBytes()).isEqualTo(onDisk("old 3"));
    }

    @Test
    void needsRoomForWhatItIsLarger() throws IOException {
        Mail.deliver(inbox, "old", Flags.NONE);
        long more = onDisk("large new") - onDisk("old");
        limit(onDisk("old") + more - 1, 9);
        assertThatThrownBy(() -> replace(uids(1), inbox, work, "large new"))
                .isInstanceOfSatisfying(
                        QuotaExceededException.class,
                        refused ->
                                assertThat(refused.resource())
                                        .isEqualTo(QuotaExceededException.Resource.STORAGE));
        assertThat(subjects(inbox)).containsExactly("old");
        assertThat(account.quota().usedBytes()).isEqualTo(onDisk("old"));
        awaitFiles(1, 0);

        limit(onDisk("old") + more, 9);
        replace(uids(1), inbox, work, "large new");
        assertThat(subjects(work)).containsExactly("large new");
        assertThat(account.quota().usedBytes()).isEqualTo(onDisk("large new"));
    }

    @Test
    void needsRoomForEachMessageMore() throws IOException {
        Mail.deliver(inbox, "large old", Flags.NONE);
        limit(1 << 20, 1);
        assertThatThrownBy(() -> replace(uids(1), inbox, inbox, "a", "b"))
                .isInstanceOfSatisfying(
                        QuotaExceededException.class,
                        refused ->
                                assertThat(refused.resource())
                                        .isEqualTo(QuotaExceededException.Resource.MESSAGE));
        assertThat(subjects(inbox)).containsExactly("large old");
        limit(1 << 20, 2);
        replace(uids(1), inbox, inbox, "a", "b");
        assertThat(subjects(inbox)).containsExactly("a", "b");
        assertThat(account.quota().usedMessages()).isEqualTo(2);
    }

    /// As other programs may have filled it.
    @Test
    void mayBeSmallerInAnAccountThatHoldsTooMuch() throws IOException {
        Mail.deliver(inbox, "large a", Flags.NONE);
        Mail.deliver(inbox, "large b", Flags.NONE);
        limit(100, 1);
        replace(uids(1), inbox, work, "small");
        replace(uids(2), inbox, work, "small too");
        assertThat(subjects(inbox)).isEmpty();
        assertThat(subjects(work)).containsExactly("small", "small too");
        assertThat(account.quota().usedBytes()).isEqualTo(onDisk("small") + onDisk("small too"));
    }

    /// Each rename that gives a message its place fails in turn; then each force behind them.
    @ParameterizedTest
    @EnumSource(names = {"IO_ERROR", "NO_SPACE", "QUOTA_USED_UP", "DENIED", "LOST_ANSWER"})
    void leavesTheOldOneWhereALargeOneFindsNoPlace(Fault fault) throws IOException {
        Mail.deliver(inbox, "old", DRAFT);
        awaitFiles(1, 0);
        int refusals = 0;
        for (DiskCall.Kind kind : List.of(DiskCall.Kind.RENAME, DiskCall.Kind.FORCE)) {
            boolean met = true;
            for (int n = 1; met; n++) {
                met = refuses(fault, kind, n);
                refusals += met ? 1 : 0;
            }
        }
        assertThat(refusals).isGreaterThan(fault == Fault.DENIED ? 1 : 2);
        UidSet old = inbox.snapshot().uids();
        replace(old, inbox, work, "large a", "b", "large c");
        assertThat(subjects(inbox)).isEmpty();
        assertThat(subjects(work)).containsExactly("large a", "b", "large c");
        awaitFiles(0, 3);
        reopen();
        assertThat(subjects(inbox)).isEmpty();
        assertThat(subjects(work)).containsExactly("large a", "b", "large c");
    }

    /// Answers whether the fault was met; then nothing has changed, in this process or the next.
    private boolean refuses(Fault fault, DiskCall.Kind kind, int n) throws IOException {
        FaultPlan nth = FaultPlan.nth(n, fault);
        disk.plan(call -> call.kind() == kind ? nth.on(call) : Optional.empty());
        Optional<DiskCall> before = disk.hit();
        UidSet old = inbox.snapshot().uids();
        boolean refused = false;
        try {
            replace(old, inbox, work, "large a", "b", "large c");
        } catch (IOException trouble) {
            refused = true;
        }
        disk.plan(FaultPlan.HEALTHY);
        boolean met = !disk.hit().equals(before);
        String what = "%s at %s %d: %s".formatted(fault, kind, n, disk.hit());
        if (refused) {
            assertThat(met).as(what).isTrue();
            for (int opening = 1; opening <= 2; opening++) {
                assertThat(subjects(inbox)).as(what).containsExactly("old");
                assertThat(inbox.snapshot().flags(inbox.snapshot().uids().first()))
                        .as(what)
                        .isEqualTo(DRAFT);
                assertThat(subjects(work)).as(what).isEmpty();
                awaitFiles(1, 0);
                reopen();
            }
        } else {
            assertThat(subjects(inbox)).as(what).isEmpty();
            assertThat(subjects(work)).as(what).containsExactly("large a", "b", "large c");
            work.expunge(work.snapshot().uids());
            Mail.deliver(inbox, "old", DRAFT);
            awaitFiles(1, 0);
        }
        return met;
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "large new"})
    void leavesTheOldOneOnAFullDisk(String fresh) throws IOException {
        Mail.deliver(inbox, "old", Flags.NONE);
        awaitFiles(1, 0);
        disk.plan(FaultPlan.diskFull());
        await().until(() -> isFull(fresh));
        assertThat(subjects(work)).isEmpty();
        assertThat(files("tmp")).isEmpty();
        disk.plan(FaultPlan.HEALTHY);
        await().until(() -> !isFull(fresh));
        assertThat(subjects(inbox)).containsExactly(fresh);
        awaitFiles(1, 0);
        reopen();
        assertThat(subjects(inbox)).containsExactly(fresh);
    }

    /// What the journal has room for is acknowledged.
    private boolean isFull(String fresh) throws IOException {
        UidSet old = inbox.snapshot().uids();
        assertThat(old.size()).isEqualTo(1);
        try {
            UidSet now = replace(old, inbox, inbox, fresh);
            assertThat(inbox.snapshot().uids()).isEqualTo(now);
            return false;
        } catch (NoSpaceException full) {
            assertThat(inbox.snapshot().uids()).isEqualTo(old);
            return true;
        }
    }

    @Test
    void needsMessagesThatWereWhole() throws IOException {
        Mail.deliver(inbox, "old", Flags.NONE);
        try (Deliveries all = inbox.deliverAll()) {
            add(all, "a", Flags.NONE);
            disk.plan(FaultPlan.diskFull());
            assertThatThrownBy(() -> add(all, "large b", Flags.NONE))
                    .isInstanceOf(NoSpaceException.class);
            disk.plan(FaultPlan.HEALTHY);
            assertThatThrownBy(() -> all.commitReplacing(uids(1), inbox))
                    .isInstanceOf(IOException.class);
        }
        assertThat(subjects(inbox)).containsExactly("old");
    }
}
