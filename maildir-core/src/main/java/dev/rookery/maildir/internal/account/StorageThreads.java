// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/// Where work on the disk runs: threads that nobody interrupts, ours or those of whoever embeds the
/// store. It knows when all that was begun is done.
final class StorageThreads implements Executor, AutoCloseable {
    private final Executor threads;
    private final Runnable end;

    /// Work under way, and one more as long as this is open.
    private final AtomicLong underWay = new AtomicLong(1);

    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    /// @param end what is to be done with the threads when all work is done
    StorageThreads(Executor threads, Runnable end) {
        this.threads = threads;
        this.end = end;
    }

    /// @throws RejectedExecutionException if this is closed, or the threads are
    @Override
    public void execute(Runnable work) {
        if (underWay.getAndUpdate(count -> count > 0 ? count + 1 : 0) == 0) {
            throw new RejectedExecutionException("the mail store is closed");
        }
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    leave();
                }
            });
        } catch (RejectedExecutionException ended) {
            leave();
            throw ended;
        }
    }

    private void leave() {
        if (underWay.decrementAndGet() == 0) {
            done.complete(true);
        }
    }

    /// Waits for all that was begun.
    @Override
    public void close() {
        leave();
        done.join();
        end.run();
    }
}
