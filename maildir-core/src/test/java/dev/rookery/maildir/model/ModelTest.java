// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Eight actors work in one account at once, and between their calls another program takes what is
/// new to `cur/`; whatever they are told must fit together.
///
/// One seed makes one list of decisions for each actor. Which of them meet in time is up to the
/// machine, so a failing seed may need several runs to fail again.
class ModelTest {
    private static final int ACTORS = 8;
    private static final int ROUNDS = 20;
    private static final int CALLS = 60;
    private static final int CALLS_PER_VISIT = 10;
    private static final int LETTERS_EACH = 1_000_000;

    @TempDir private Path home;
    private final AtomicLong clock = new AtomicLong();

    @SuppressWarnings("NullAway.Init") // by the test
    private OtherReader other;

    /// What one actor does in one round, with an account of its own.
    private final class Actor implements Callable<Void> {
        private final String name;
        private final Decisions decisions;
        private final MailStore store;
        private final Round round;
        private final Map<UidValidity, ReturningClient> clients = new HashMap<>();

        Actor(int number, long seed, MailStore store, Round round, int letter) {
            this.name = "actor " + number;
            this.decisions = new Decisions(seed, letter);
            this.store = store;
            this.round = round;
        }

        @Override
        public Void call() throws IOException {
            Hands hands = new Hands(name, clock, round::lookedUp);
            Account account = open(store);
            try {
                for (int n = 0; n < CALLS; n++) {
                    Operation operation = decisions.next();
                    if (operation instanceof Operation.ReopenAccount
                            || operation instanceof Operation.ReopenStore) {
                        account.close();
                        account = open(store);
                    }
                    Call call = hands.perform(operation, account);
                    round.add(call);
                    if (n % CALLS_PER_VISIT == 0) {
                        other.takeNew();
                    }
                    if (call.answer() instanceof Answer.State(Snapshot snapshot)) {
                        clients.computeIfAbsent(snapshot.uidValidity(), _ -> new ReturningClient())
                                .comeBack(snapshot);
                    }
                }
            } finally {
                account.close();
            }
            return null;
        }
    }

    private Account open(MailStore store) throws IOException {
        return store.open(new AccountLocation(home.resolve("Maildir")));
    }

    /// @param hasty whether mailboxes are let go whenever nobody uses them
    private static MailStore store(Duration flagsToNames, boolean hasty) {
        MailStore.Builder builder =
                MailStore.builder()
                        .durability(Durability.PROCESS)
                        .flagsToNames(flagsToNames)
                        .hostName("model");
        return (hasty ? StoreOnDisk.hasty(builder) : builder).build();
    }

    @Test
    @Timeout(3_600)
    void answersAndReportsOfEightActorsFitTogether() throws Exception {
        RunSize size = RunSize.of(ROUNDS);
        System.out.println("model: " + size);
        other = new OtherReader(home.resolve("Maildir"));
        Meanings meanings = new Meanings();
        Map<MailboxName, Left> left = Map.of();
        for (int round = 0; size.goesOn(); round++) {
            long seed = size.nextSeed();
            Duration flagsToNames = Duration.ofMillis(round % 3 == 0 ? 0 : 20);
            try (MailStore store = store(flagsToNames, round % 2 == 1);
                    Account account = open(store)) {
                requireSame(left, Round.snapshots(account));
                play(seed, store, account, new Round(account, meanings), round);
                left = leave(account);
            } catch (AssertionError | RuntimeException | IOException broken) {
                throw new AssertionError(
                        "round %d, seed %d: %s".formatted(round, seed, broken.getMessage()),
                        broken);
            }
            Leavings.requireNone(home.resolve("Maildir"));
        }
        assertThat(other.taken()).isPositive();
    }

    private void play(long seed, MailStore store, Account account, Round round, int number)
            throws IOException, InterruptedException {
        SplittableRandom seeds = new SplittableRandom(seed);
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < ACTORS; i++) {
            int letter = LETTERS_EACH * (i + 1) + number * CALLS * Decisions.LETTERS_MAX;
            actors.add(new Actor(i, seeds.nextLong(), store, round, letter));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(ACTORS)) {
            for (Future<Void> done : threads.invokeAll(actors)) {
                done.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError("an actor failed: " + failed.getCause(), failed.getCause());
        }
        round.check(account);
    }

    /// A mailbox before its account was closed, and somebody who knew it then.
    private record Left(UidValidity uidValidity, Uid uidNext, UidSet uids, ReturningClient client) {
        static Left of(Snapshot snapshot) throws IOException {
            ReturningClient client = new ReturningClient();
            client.comeBack(snapshot);
            return new Left(snapshot.uidValidity(), snapshot.uidNext(), snapshot.uids(), client);
        }
    }

    private static Map<MailboxName, Left> leave(Account account) throws IOException {
        Map<MailboxName, Left> left = new TreeMap<>();
        for (Map.Entry<MailboxName, Snapshot> each : Round.snapshots(account).entrySet()) {
            left.put(each.getKey(), Left.of(each.getValue()));
        }
        return left;
    }

    /// What a store shows when it is opened again is what it showed when it was closed.
    private static void requireSame(Map<MailboxName, Left> left, Map<MailboxName, Snapshot> found)
            throws IOException {
        if (left.isEmpty()) {
            return;
        }
        Invariant.I5.require(
                left.keySet().equals(found.keySet()),
                "%s became %s",
                left.keySet(),
                found.keySet());
        for (Map.Entry<MailboxName, Left> each : left.entrySet()) {
            MailboxName name = each.getKey();
            Left before = each.getValue();
            Snapshot now = Objects.requireNonNull(found.get(name));
            Invariant.I10.require(
                    before.uidValidity().equals(now.uidValidity()), "%s is another", name);
            Invariant.I3.require(
                    before.uidNext().compareTo(now.uidNext()) <= 0, "%s: UIDNEXT fell", name);
            before.client().comeBack(now);
            Invariant.I1.require(
                    before.uids().equals(now.uids()),
                    "%s: %s",
                    name,
                    before.uids().xor(now.uids()));
        }
    }
}
