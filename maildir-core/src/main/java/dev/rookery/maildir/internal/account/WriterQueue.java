// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// What waits for the writer, and who runs it: at most one thread of the pool, and one as long as
/// anything waits. Nothing is done while holding the lock.
final class WriterQueue {
    private static final int GROUP_OPERATIONS_MAX = 256;

    private final Executor pool;
    private final Consumer<List<Pending<?>>> writer;

    private final Object lock = new Object();
    private final Deque<Pending<?>> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean closed;

    WriterQueue(Executor pool, Consumer<List<Pending<?>>> writer) {
        this.pool = pool;
        this.writer = writer;
    }

    /// Fails the operation if the queue is closed.
    void add(Pending<?> pending) {
        add(pending, false);
    }

    /// The last operation this takes.
    void addLast(Pending<?> pending) {
        add(pending, true);
    }

    private void add(Pending<?> pending, boolean last) {
        boolean start = false;
        boolean refused;
        synchronized (lock) {
            refused = closed;
            closed |= last;
            if (!refused) {
                waiting.addLast(pending);
                start = !running;
                running = true;
            }
        }
        if (refused) {
            pending.fail(new IOException("the account is closed"));
        } else if (start) {
            start();
        }
    }

    private void start() {
        try {
            pool.execute(this::drain);
        } catch (RejectedExecutionException ending) {
            stop(new IOException("the mail store is closed", ending));
        }
    }

    /// Puts operations back to the front, in order. For the writer only.
    void putBack(List<Pending<?>> operations) {
        synchronized (lock) {
            operations.reversed().forEach(waiting::addFirst);
        }
    }

    private void drain() {
        try {
            for (List<Pending<?>> group = next(); !group.isEmpty(); group = next()) {
                writer.accept(group);
            }
        } catch (RuntimeException | Error bug) {
            stop(bug);
            throw bug;
        }
    }

    private List<Pending<?>> next() {
        synchronized (lock) {
            List<Pending<?>> group = new ArrayList<>();
            while (!waiting.isEmpty() && group.size() < GROUP_OPERATIONS_MAX) {
                if (waiting.getFirst().alone() && !group.isEmpty()) {
                    break;
                }
                Pending<?> next = waiting.removeFirst();
                group.add(next);
                if (next.alone()) {
                    break;
                }
            }
            running = !group.isEmpty();
            return group;
        }
    }

    /// Fails all that wait: nobody will run them.
    private void stop(Throwable reason) {
        List<Pending<?>> left;
        synchronized (lock) {
            left = new ArrayList<>(waiting);
            waiting.clear();
            running = false;
        }
        left.forEach(pending -> pending.fail(reason));
    }
}
