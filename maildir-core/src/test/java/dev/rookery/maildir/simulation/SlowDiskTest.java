// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mail comes faster than its files can be made.
class SlowDiskTest {
    private static final int BODY_BYTES = 60_000;
    private static final int MESSAGES = 700;
    private static final long MEMORY_BYTES = 32L * 1024 * 1024;

    @TempDir private Path home;

    @Test
    void letsDeliveriesWaitInsteadOfFillingTheMemory() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        FaultyDisk disk = new FaultyDisk();
        AtomicInteger delivered = new AtomicInteger();
        try (MailStore store = StoreOnDisk.builder(disk).hostName("h").build();
                Account account = store.open(new AccountLocation(home.resolve("Maildir")))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            disk.plan(call -> {
                if (call.kind() == DiskCall.Kind.FORCE && isMessage(call.name())) {
                    waitFor(stuck);
                }
                return Optional.empty();
            });
            CompletableFuture<Thread> sender = new CompletableFuture<>();
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(() -> {
                        sender.complete(Thread.currentThread());
                        deliverAll(inbox, delivered);
                    });
            Thread thread = sender.get();
            try {
                await().until(() ->
                        thread.getState() == Thread.State.WAITING
                                && delivered.get() * (long) BODY_BYTES > MEMORY_BYTES);
                assertThat(delivered).hasValueLessThan(MESSAGES);
            } finally {
                stuck.countDown();
            }
            sent.get();
            assertThat(inbox.snapshot().uids().size()).isEqualTo(MESSAGES);
        }
    }

    private static boolean isMessage(String name) {
        return !name.startsWith("/") && !name.startsWith("rookery.");
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void deliverAll(Mailbox inbox, AtomicInteger delivered) {
        byte[] body = new byte[BODY_BYTES];
        Arrays.fill(body, (byte) '\n');
        try {
            for (int i = 0; i < MESSAGES; i++) {
                try (Delivery delivery = inbox.deliver(Flags.NONE, Mail.DATE)) {
                    delivery.write(body, 0, body.length);
                    var _ = delivery.commit();
                }
                delivered.incrementAndGet();
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
