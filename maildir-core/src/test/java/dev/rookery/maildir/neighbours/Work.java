// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Programs that run at the same time, each on a thread of its own.
final class Work implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Void>> running = new ArrayList<>();

    @FunctionalInterface
    interface Program {
        void run() throws Exception;
    }

    Work start(Program program) {
        running.add(
                threads.submit(() -> {
                    program.run();
                    return null;
                }));
        return this;
    }

    boolean goesOn() {
        return running.stream().anyMatch(program -> !program.isDone());
    }

    /// Waits for all; what one of them threw is thrown.
    void join() throws InterruptedException {
        for (Future<Void> program : running) {
            try {
                program.get();
            } catch (ExecutionException failed) {
                throw new AssertionError("a neighbour failed", failed.getCause());
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
