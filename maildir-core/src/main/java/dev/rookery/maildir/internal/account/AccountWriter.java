// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The single writer of an account, and its group commit.
///
/// Operations queue up; whoever finds the writer idle starts it on the storage pool, and it takes
/// everything that waits as one group: all are prepared in order, their entries are written and
/// forced once, all are performed, the touched directories are forced once, the new state is
/// published, the callers hear of it. So UIDs are given, shown and told in one order.
///
/// The lock guards the queue only; nothing waits while holding it. The state belongs to whichever
/// thread runs the writer; the next one sees it through the lock.
final class AccountWriter {
    private static final int GROUP_OPERATIONS_MAX = 256;

    private final Executor storage;
    private final Books books;

    private final Object lock = new Object();
    private final Deque<Pending<?>> queue = new ArrayDeque<>();
    private boolean running;

    private AccountState state;

    /// The account's other half: begins journals, and shows the world what was committed.
    interface Books {
        /// The journal to write to, begun anew from `state` if the last one failed.
        Journal journal(AccountState state) throws IOException;

        /// Everything in `entries` is durable and done; `state` is what it led to.
        void committed(AccountState state, List<Entry> entries);

        /// Callers have been answered; what is left to tidy up may be started.
        void answered(AccountState state, List<Entry> entries);
    }

    AccountWriter(Executor storage, Books books, AccountState state) {
        this.storage = storage;
        this.books = books;
        this.state = state;
    }

    /// Runs an operation and waits for its answer.
    <T> T run(Operation<T> operation) throws IOException {
        CompletableFuture<T> answer = submit(operation);
        try {
            return answer.join();
        } catch (CompletionException failed) {
            throw rethrown(failed.getCause());
        }
    }

    /// Queues an operation.
    <T> CompletableFuture<T> submit(Operation<T> operation) {
        Pending<T> pending = new Pending<>(operation);
        synchronized (lock) {
            queue.add(pending);
            if (running) {
                return pending.answer;
            }
            running = true;
        }
        storage.execute(this::drain);
        return pending.answer;
    }

    static IOException rethrown(@Nullable Throwable cause) throws IOException {
        return switch (cause) {
            case IOException disk -> copy(disk);
            case RuntimeException refused -> throw refused;
            case Error error -> throw error;
            case null, default -> new IOException(cause);
        };
    }

    /// The exception belongs to several callers; each gets the type and text it needs.
    private static IOException copy(IOException disk) {
        return disk instanceof dev.rookery.maildir.NoSpaceException full
                ? new dev.rookery.maildir.NoSpaceException(String.valueOf(full.getMessage()))
                : new IOException(disk.getMessage(), disk);
    }

    private void drain() {
        for (List<Pending<?>> group = nextGroup(); !group.isEmpty(); group = nextGroup()) {
            commit(group);
        }
    }

    private List<Pending<?>> nextGroup() {
        synchronized (lock) {
            List<Pending<?>> group = new ArrayList<>();
            while (!queue.isEmpty() && group.size() < GROUP_OPERATIONS_MAX) {
                if (queue.getFirst().operation.alone() && !group.isEmpty()) {
                    break;
                }
                Pending<?> next = queue.removeFirst();
                group.add(next);
                if (next.operation.alone()) {
                    break;
                }
            }
            running = !group.isEmpty();
            return group;
        }
    }

    private void commit(List<Pending<?>> group) {
        try {
            Journal journal = books.journal(state);
            AccountState next = state;
            List<Pending<?>> promised = new ArrayList<>();
            for (Pending<?> pending : group) {
                if (pending.prepare(next)) {
                    next = pending.draft.state();
                    promised.add(pending);
                }
            }
            write(journal, promised);
            List<Entry> committed = perform(journal, next, promised);
            state = next;
            if (!committed.isEmpty()) {
                books.committed(next, committed);
            }
            promised.forEach(Pending::answer);
            books.answered(next, committed);
        } catch (IOException | RuntimeException | Error failure) {
            group.forEach(pending -> pending.fail(failure));
        }
    }

    private static void write(Journal journal, List<Pending<?>> promised) throws IOException {
        boolean written = false;
        for (Pending<?> pending : promised) {
            if (!pending.draft.entries().isEmpty()) {
                journal.append(pending.draft.entries());
                written = true;
            }
        }
        if (written) {
            journal.force();
        }
    }

    /// Does what was promised; what cannot be done is taken back, and only its caller hears of it.
    private static List<Entry> perform(
            Journal journal, AccountState next, List<Pending<?>> promised) throws IOException {
        Aftermath aftermath = new Aftermath();
        List<Entry> committed = new ArrayList<>();
        for (Pending<?> pending : promised) {
            if (pending.perform(aftermath)) {
                committed.addAll(pending.draft.entries());
            }
        }
        try {
            aftermath.forceDirectories();
        } catch (IOException notDurable) {
            for (Pending<?> pending : promised) {
                pending.takeBack(aftermath, notDurable);
            }
            committed.clear();
        }
        if (!aftermath.entries().isEmpty()) {
            journal.append(aftermath.entries());
            aftermath.entries().forEach(next::apply);
            committed.addAll(aftermath.entries());
        }
        return committed;
    }

    /// An operation, its entries and whoever waits for it.
    private static final class Pending<T> {
        final Operation<T> operation;
        final CompletableFuture<T> answer = new CompletableFuture<>();
        Draft draft = new Draft(new AccountState());
        private @Nullable T prepared;

        Pending(Operation<T> operation) {
            this.operation = operation;
        }

        boolean prepare(AccountState newest) {
            draft = new Draft(newest.copy());
            try {
                prepared = operation.prepare(draft);
                return true;
            } catch (IOException | RuntimeException refused) {
                answer.completeExceptionally(refused);
                return false;
            }
        }

        boolean perform(Aftermath aftermath) {
            try {
                operation.perform(aftermath);
                return true;
            } catch (IOException | RuntimeException refused) {
                takeBack(aftermath, refused);
                return false;
            }
        }

        void takeBack(Aftermath aftermath, Throwable reason) {
            if (answer.completeExceptionally(reason)) {
                operation.undo(aftermath);
            }
        }

        void fail(Throwable reason) {
            answer.completeExceptionally(
                    reason instanceof UncheckedIOException disk ? disk.getCause() : reason);
        }

        @SuppressWarnings("NullAway") // a prepared operation has its answer, which may be null
        void answer() {
            answer.complete(prepared);
        }
    }
}
