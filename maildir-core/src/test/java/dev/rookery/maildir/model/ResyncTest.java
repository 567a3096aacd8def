// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that were away, for a moment or for ages, learn all they missed from what changed since.
class ResyncTest {
    private static final int SEEDS = 3;
    private static final int OPERATIONS = 300;
    private static final int CLIENTS = 12;

    @TempDir private Path home;

    /// Each has its own copy of every mailbox it ever saw.
    private record Clients(SplittableRandom random, List<Map<MailboxName, ReturningClient>> all) {
        static Clients of(long seed) {
            List<Map<MailboxName, ReturningClient>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                all.add(new HashMap<>());
            }
            return new Clients(new SplittableRandom(seed), all);
        }

        /// The first clients come often, the last ones hardly ever.
        void someComeBack(Account account) throws IOException {
            int client = Math.min(random.nextInt(CLIENTS), random.nextInt(CLIENTS));
            for (MailboxName name : account.mailboxes()) {
                if (random.nextInt(3) == 0) {
                    comeBack(client, name, account.mailbox(name).snapshot());
                }
            }
        }

        void allComeBack(Account account) throws IOException {
            for (MailboxName name : account.mailboxes()) {
                for (int client = 0; client < CLIENTS; client++) {
                    comeBack(client, name, account.mailbox(name).snapshot());
                }
            }
        }

        private void comeBack(int client, MailboxName name, Snapshot snapshot) throws IOException {
            all.get(client).computeIfAbsent(name, _ -> new ReturningClient()).comeBack(snapshot);
        }
    }

    private MailStore store() {
        return MailStore.builder()
                .durability(Durability.NONE)
                .flagsToNames(Duration.ofMillis(1))
                .hostName("model")
                .build();
    }

    @Test
    void whoComesBackKnowsWhatAFreshLookShows() throws IOException {
        RunSize size = RunSize.of(SEEDS);
        System.out.println("resync: " + size);
        while (size.goesOn()) {
            long seed = size.nextSeed();
            try {
                resync(seed, home.resolve("seed-" + seed));
            } catch (AssertionError broken) {
                throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
            }
        }
    }

    private void resync(long seed, Path maildir) throws IOException {
        Decisions decisions = new Decisions(seed, 0);
        Clients clients = Clients.of(seed);
        Hands hands = new Hands("one", new AtomicLong(), (_, _) -> {});
        for (int n = 0; n < OPERATIONS; ) {
            try (MailStore store = store();
                    Account account = store.open(new AccountLocation(maildir))) {
                Operation operation = decisions.next();
                for (; n < OPERATIONS && !(operation instanceof Operation.ReopenStore); n++) {
                    hands.perform(operation, account);
                    clients.someComeBack(account);
                    operation = decisions.next();
                }
                if (n == OPERATIONS) {
                    clients.allComeBack(account);
                }
            }
        }
    }
}
