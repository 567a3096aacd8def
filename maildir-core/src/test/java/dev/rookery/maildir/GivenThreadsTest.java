// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store works on the threads it was given, and leaves them to their owner.
class GivenThreadsTest {
    @TempDir private Path maildir;

    private final Set<String> used = ConcurrentHashMap.newKeySet();

    private static byte[] letter(int number) {
        return "Subject: %d\r\n\r\n%s\r\n"
                .formatted(number, "x".repeat(number * 1_000))
                .getBytes(UTF_8);
    }

    @Test
    void worksOnThemAndLeavesThemOpen() throws IOException {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(2, Thread.ofPlatform().name("given-", 1).factory())) {
            try (MailStore store =
                            MailStore.builder()
                                    .storage(work ->
                                            threads.execute(() -> {
                                                used.add(Thread.currentThread().getName());
                                                work.run();
                                            }))
                                    .build();
                    Account account = store.open(new AccountLocation(maildir))) {
                Mailbox inbox = account.mailbox(MailboxName.INBOX);
                for (int number = 1; number <= 100; number++) {
                    deliver(inbox, letter(number));
                }
                Snapshot all = inbox.changeFlags(inbox.snapshot().uids(), seen());
                inbox.expunge(all.uids());
                assertThat(inbox.refresh().uids()).isEmpty();
            }

            assertThat(used).isNotEmpty().allMatch(name -> name.startsWith("given-"));
            assertThat(threads.isShutdown()).isFalse();
        }
    }

    private static FlagChange seen() {
        return FlagChange.add(Flags.of(SystemFlag.SEEN));
    }

    private static void deliver(Mailbox inbox, byte[] letter) throws IOException {
        try (Delivery delivery = inbox.deliver(Flags.NONE, Instant.EPOCH)) {
            delivery.write(letter, 0, letter.length);
            delivery.commit();
        }
    }
}
