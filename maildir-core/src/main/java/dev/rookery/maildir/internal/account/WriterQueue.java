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

/// What waits for the writer, and who runs it: one thread at a time, and one as long as anything
/// waits. That is a thread of the pool; or, for one group, a caller who finds nobody at work and
/// would only wait for it: then no other thread has to wake up. Virtual threads never are, for the
/// writer calls the disk. Nothing is done while holding the lock.
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
        if (begins(pending, false)) {
            start();
        }
    }

    /// The same for a caller who goes on when it is done.
    void addAwaited(Pending<?> pending) {
        if (!begins(pending, false)) {
            return;
        }
        if (Thread.currentThread().isVirtual()) {
            start();
        } else {
            drain(1);
        }
    }

    /// The last operation this takes.
    void addLast(Pending<?> pending) {
        if (begins(pending, true)) {
            start();
        }
    }

    /// Answers whether nobody is at work, so that the caller has to see to it.
    private boolean begins(Pending<?> pending, boolean last) {
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
        }
        return start;
    }

    private void start() {
        try {
            pool.execute(() -> drain(Integer.MAX_VALUE));
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

    /// Runs so many groups; what is left then is for the pool.
    private void drain(int groups) {
        try {
            for (int done = 0; done < groups; done++) {
                List<Pending<?>> group = next();
                if (group.isEmpty()) {
                    return;
                }
                writer.accept(group);
            }
        } catch (RuntimeException | Error bug) {
            stop(bug);
            throw bug;
        }
        if (isMoreWaiting()) {
            start();
        }
    }

    /// If nothing is, nobody is at work from here on.
    private boolean isMoreWaiting() {
        synchronized (lock) {
            running = !waiting.isEmpty();
            return running;
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
