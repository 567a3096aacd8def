// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.server.limits.ServerLimits;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Inbox inbox = new Inbox();

    @Test
    void handsOutInputsInOrder() throws InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(1);
        inbox.put(bytes);
        inbox.mailboxChanged();
        inbox.clientGone("gone");
        assertThat(inbox.take(0)).contains(new Input.Bytes(bytes));
        assertThat(inbox.take(0)).contains(new Input.MailboxChanged());
        assertThat(inbox.take(0)).contains(new Input.ClientGone("gone"));
        assertThat(inbox.take(0)).isEmpty();
    }

    @Test
    void keepsOneReportOfNewsForMany() throws InterruptedException {
        inbox.mailboxChanged();
        inbox.mailboxChanged();
        assertThat(inbox.take(0)).isPresent();
        assertThat(inbox.take(0)).isEmpty();
        inbox.mailboxChanged();
        assertThat(inbox.take(0)).isPresent();
    }

    @Test
    void makesTheReaderWaitWhileItIsFull() throws InterruptedException {
        AtomicInteger puts = new AtomicInteger();
        Thread reader = Thread.ofVirtual().start(() -> putUntilClosed(puts));
        await().until(() -> reader.getState() == Thread.State.WAITING);
        assertThat(puts).hasValue(4);
        inbox.take(0);
        await().untilAtomic(puts, org.hamcrest.Matchers.is(5));
        inbox.close();
        reader.join();
    }

    @Test
    void takesOneChunkHoweverLarge() throws InterruptedException {
        assertThat(inbox.put(ByteBuffer.allocate(ServerLimits.READ_AHEAD_BYTES_MAX + 1))).isTrue();
    }

    @Test
    void wakesTheSessionWhenSomethingComes() {
        CompletableFuture<Optional<Input>> taken = CompletableFuture.supplyAsync(this::take);
        inbox.serverStops();
        assertThat(taken.join()).contains(new Input.ServerStops());
    }

    private Optional<Input> take() {
        try {
            return inbox.take(Long.MAX_VALUE);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void putUntilClosed(AtomicInteger puts) {
        try {
            while (inbox.put(ByteBuffer.allocate(ServerLimits.READ_AHEAD_BYTES_MAX / 4))) {
                puts.incrementAndGet();
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
