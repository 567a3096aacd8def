// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes of flags that spare messages others have changed (RFC 7162 §3.1.3).
class ConditionalChangeTest {
    private static final FlagChange FLAG = FlagChange.add(Flags.of(SystemFlag.FLAGGED));
    private static final int CLIENTS = 4;
    private static final int WINS = 50;

    @TempDir private Path maildir;

    private MailStore store;
    private Account account;
    private Mailbox inbox;

    @BeforeEach
    void open() throws IOException {
        store = MailStore.builder().durability(Durability.NONE).build();
        account = store.open(new AccountLocation(maildir));
        inbox = account.mailbox(MailboxName.INBOX);
        for (int i = 0; i < 3; i++) {
            byte[] letter = ("Subject: " + i + "\r\n\r\n").getBytes(UTF_8);
            try (Delivery delivery = inbox.deliver(Flags.NONE, Instant.EPOCH)) {
                delivery.write(letter, 0, letter.length);
                delivery.commit();
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        account.close();
        store.close();
    }

    @Test
    void sparesMessagesThatChangedSince() throws IOException {
        UidSet all = inbox.snapshot().uids();
        UidSet second = UidSet.of(new Uid(2));
        ModSeq seen = inbox.snapshot().highestModSeq();
        inbox.changeFlags(second, FlagChange.add(Flags.of(SystemFlag.SEEN)));

        ConditionalChange done = inbox.changeFlags(all, FLAG, seen);

        assertThat(done.modified()).isEqualTo(second);
        assertThat(done.snapshot().having(SystemFlag.FLAGGED)).isEqualTo(all.minus(second));
    }

    @Test
    void sparesAllMessagesWhoseChangesNobodyCanHaveSeen() throws IOException {
        UidSet all = inbox.snapshot().uids();

        ConditionalChange done = inbox.changeFlags(all, FLAG, new ModSeq(0));

        assertThat(done.modified()).isEqualTo(all);
        assertThat(done.snapshot().having(SystemFlag.FLAGGED)).isEmpty();
    }

    @Test
    void doesNotNameMessagesThatAreGone() throws IOException {
        UidSet all = inbox.snapshot().uids();
        inbox.expunge(UidSet.of(new Uid(1)));

        ConditionalChange done = inbox.changeFlags(all, FLAG, new ModSeq(0));

        assertThat(done.modified()).isEqualTo(all.minus(UidSet.of(new Uid(1))));
    }

    /// Each client writes only over what it has seen, so that no two of them write over the same.
    @Test
    void letsOneOfSeveralWin() throws IOException, ExecutionException, InterruptedException {
        UidSet one = UidSet.of(new Uid(1));
        ModSeq start = inbox.snapshot().highestModSeq();
        List<Future<Integer>> tries = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int client = 0; client < CLIENTS; client++) {
                tries.add(clients.submit(() -> win(one)));
            }
        }
        int wins = 0;
        for (Future<Integer> each : tries) {
            wins += each.get();
        }
        assertThat(wins).isEqualTo(CLIENTS * WINS);
        assertThat(inbox.snapshot().modSeq(new Uid(1)).value() - start.value()).isEqualTo(wins);
    }

    private int win(UidSet one) throws IOException {
        int wins = 0;
        while (wins < WINS) {
            Snapshot seen = inbox.snapshot();
            boolean flagged = seen.flags(one.first()).has(SystemFlag.FLAGGED);
            Flags flag = Flags.of(SystemFlag.FLAGGED);
            FlagChange turn = flagged ? FlagChange.remove(flag) : FlagChange.add(flag);
            ModSeq known = seen.modSeq(one.first());
            wins += inbox.changeFlags(one, turn, known).modified().isEmpty() ? 1 : 0;
        }
        return wins;
    }
}
