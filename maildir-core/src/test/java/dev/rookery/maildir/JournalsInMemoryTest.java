// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happened since indexes were written is held in memory: little for each account, and
/// together no more than there is memory for.
class JournalsInMemoryTest {
    private static final int ACCOUNTS = 4;
    private static final long MEMORY_BYTES = 1024 * 1024;

    /// Far too few for an account to write its index for them.
    private static final int CHANGES_EACH = 1_000;

    @TempDir private Path home;

    private Path maildir(int account) {
        return home.resolve("account" + account);
    }

    @Test
    void areWrittenToIndexesWhenAllTogetherAreMany() throws IOException {
        try (MailStore store =
                MailStore.builder()
                        .durability(Durability.NONE)
                        .hostName("test")
                        .memoryBytes(MEMORY_BYTES)
                        .build()) {
            for (int i = 0; i < ACCOUNTS; i++) {
                Account account = store.open(new AccountLocation(maildir(i)));
                Mailbox inbox = account.mailbox(MailboxName.INBOX);
                UidSet one = UidSet.of(Mail.deliver(inbox, "a", Flags.NONE));
                Flags seen = Flags.of(SystemFlag.SEEN);
                for (int change = 0; change < CHANGES_EACH; change++) {
                    boolean add = change % 2 == 0;
                    inbox.changeFlags(one, add ? FlagChange.add(seen) : FlagChange.remove(seen));
                }
            }
            for (int i = 0; i < ACCOUNTS; i++) {
                Path index = maildir(i).resolve("rookery.index");
                await().until(() -> Files.exists(index));
            }
        }
    }
}
