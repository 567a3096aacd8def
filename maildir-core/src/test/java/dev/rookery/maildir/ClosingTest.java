// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What whoever comes too late is told: that it is closed, and nothing else.
class ClosingTest {
    private static final byte[] LETTER = "Subject: x\r\n\r\n".getBytes(UTF_8);
    private static final MailboxName WORK = MailboxName.parse("Work", '/');
    private static final int RACES = 50;

    @TempDir private Path maildir;

    private static MailStore store() {
        return MailStore.builder().durability(Durability.NONE).build();
    }

    private static Delivery begin(Mailbox mailbox) throws IOException {
        Delivery delivery = mailbox.deliver(Flags.NONE, Instant.EPOCH);
        delivery.write(LETTER, 0, LETTER.length);
        return delivery;
    }

    private static void assertClosed(ThrowingCallable use) {
        assertThatThrownBy(use).isInstanceOf(ClosedException.class);
    }

    @Test
    void tellsWhoeverHasClosedAnAccount() throws IOException {
        try (MailStore store = store()) {
            Account account = store.open(new AccountLocation(maildir));
            account.close();
            assertClosed(account::mailboxes);
            assertClosed(() -> account.mailbox(MailboxName.INBOX));
            assertClosed(() -> account.create(WORK));
            assertClosed(account::quota);
        }
    }

    @Test
    void tellsWhoeverHasClosedAMessage() throws IOException {
        try (MailStore store = store();
                Account account = store.open(new AccountLocation(maildir))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Uid uid;
            try (Delivery delivery = begin(inbox)) {
                uid = delivery.commit().uid();
            }
            Message message = inbox.message(uid);
            message.close();
            assertClosed(() -> message.section(Section.WHOLE));
        }
    }

    @Test
    void tellsAllWhenTheStoreIsClosed() throws IOException {
        MailStore store = store();
        Account account = store.open(new AccountLocation(maildir));
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        Delivery begun = begin(inbox);
        store.close();
        assertClosed(begun::commit);
        assertClosed(account::mailboxes);
        assertClosed(inbox::refresh);
        assertClosed(() -> inbox.expunge(UidSet.of(Uid.FIRST)));
        assertClosed(() -> begin(inbox).close());
        AccountLocation location = new AccountLocation(maildir);
        assertClosed(() -> store.open(location));
        assertClosed(() -> store.examine(location, _ -> {}));
        assertClosed(() -> store.export(location));
        account.close();
        store.close();
    }

    /// What was delivered before the store closed is there, and the account is free.
    @Test
    void leavesNoAccountOpenThatIsOpenedMeanwhile() throws Exception {
        long delivered = 0;
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            for (int race = 0; race < RACES; race++) {
                MailStore store = store();
                CyclicBarrier start = new CyclicBarrier(2);
                Future<Boolean> late = other.submit(() -> deliver(store, start));
                start.await(1, TimeUnit.MINUTES);
                store.close();
                try (MailStore next = store();
                        Account account = next.open(new AccountLocation(maildir))) {
                    delivered += wasDelivered(late) ? 1 : 0;
                    Mailbox inbox = account.mailbox(MailboxName.INBOX);
                    assertThat(inbox.snapshot().uids().size()).isEqualTo(delivered);
                }
            }
        }
    }

    private boolean deliver(MailStore store, CyclicBarrier start) throws Exception {
        start.await(1, TimeUnit.MINUTES);
        try (Account account = store.open(new AccountLocation(maildir));
                Delivery delivery = begin(account.mailbox(MailboxName.INBOX))) {
            delivery.commit();
            return true;
        }
    }

    private static boolean wasDelivered(Future<Boolean> late) throws InterruptedException {
        try {
            return late.get();
        } catch (ExecutionException refused) {
            assertThat(refused).hasCauseInstanceOf(ClosedException.class);
            return false;
        }
    }
}
