// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.ClosedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Where work on the disk runs: threads that nobody interrupts, ours or those of whoever embeds the
/// store. It knows when all that was begun is done.
final class StorageThreads implements Executor, AutoCloseable {
    private static final int PARTS_AT_ONCE =
            Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    private static final int PART_MIN = 64;

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

    /// Runs work on one of the threads and waits for it. Work must not itself wait for such a
    /// thread.
    ///
    /// @throws ClosedException if this is closed
    <T> T run(Callable<T> work) throws IOException {
        FutureTask<T> done = new FutureTask<>(work);
        begin(done);
        return await(done);
    }

    private void begin(FutureTask<?> work) {
        try {
            execute(work);
        } catch (RejectedExecutionException closed) {
            throw new ClosedException("the mail store is closed");
        }
    }

    /// Turns a part of many things into as many others.
    @FunctionalInterface
    interface PartOfWork<T, R> {
        List<R> on(List<T> part) throws IOException;
    }

    /// Runs work on parts of `things`, as many at once as the machine can, and waits for all.
    /// Answers what they led to in the order of the things.
    ///
    /// @throws ClosedException if this is closed
    <T, R> List<R> runOnParts(List<T> things, PartOfWork<T, R> work) throws IOException {
        int size = Math.max(PART_MIN, Math.ceilDiv(things.size(), PARTS_AT_ONCE));
        List<FutureTask<List<R>>> parts = new ArrayList<>();
        for (int from = 0; from < things.size(); from += size) {
            List<T> part = things.subList(from, Math.min(from + size, things.size()));
            FutureTask<List<R>> task = new FutureTask<>(() -> work.on(part));
            parts.add(task);
            begin(task);
        }
        List<R> all = new ArrayList<>(things.size());
        for (FutureTask<List<R>> part : parts) {
            all.addAll(await(part));
        }
        return all;
    }

    private static <T> T await(FutureTask<T> done) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.get();
                } catch (InterruptedException again) {
                    // What was begun on the disk is finished; the interrupt is passed on.
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw thrown(failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException thrown(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException disk -> disk;
            case RuntimeException refused -> throw refused;
            case Error error -> throw error;
            case null, default -> new IOException(cause);
        };
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
