// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/// Compares passwords on a few platform threads, and no more of them at once than memory allows.
///
/// Hashing on the callers' virtual threads would hold up everybody else's carriers.
public final class HashingPool implements AutoCloseable {
    private final ExecutorService threads;
    private final Semaphore freeKiB;
    private final int memoryKiB;

    /// @param memoryKiB what all comparisons together may take from the heap
    public HashingPool(int threadCount, int memoryKiB) {
        this.threads =
                Executors.newFixedThreadPool(
                        threadCount, Thread.ofPlatform().daemon().name("hash-", 1).factory());
        this.freeKiB = new Semaphore(memoryKiB, true);
        this.memoryKiB = memoryKiB;
    }

    /// A pool for this machine: half its cores, a quarter of the heap.
    public static HashingPool forThisMachine() {
        int cores = Runtime.getRuntime().availableProcessors();
        long quarterKiB = Runtime.getRuntime().maxMemory() / 4 / 1024;
        return new HashingPool(
                Math.max(2, cores / 2), (int) Math.min(quarterKiB, Argon2Hash.MEMORY_KIB_MAX));
    }

    /// What keeps this pool from checking a stored password, in words that do not show it.
    public Optional<String> fault(String encoded) {
        try {
            return fits(PasswordSchemes.parse(encoded))
                    ? Optional.empty()
                    : Optional.of(
                            "checking this hash needs more memory than a quarter of the heap");
        } catch (UnsupportedPasswordException unusable) {
            return Optional.ofNullable(unusable.getMessage());
        }
    }

    /// Whether a comparison with this hash fits into memory at all.
    boolean fits(PasswordHash hash) {
        return hash.memoryKiB() <= memoryKiB;
    }

    /// Waits for a free thread and for the comparison. The hash must [#fits].
    ///
    /// @throws InterruptedException also when the pool closes
    boolean matches(PasswordHash hash, Secret password) throws InterruptedException {
        try {
            return threads.submit(() -> compare(hash, password)).get();
        } catch (RejectedExecutionException | CancellationException closing) {
            throw new InterruptedException("the server is closing");
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof InterruptedException closing) {
                throw closing;
            }
            throw new IllegalStateException("a password could not be compared", failure.getCause());
        }
    }

    @Override
    public void close() {
        for (Runnable waiting : threads.shutdownNow()) {
            if (waiting instanceof Future<?> comparison) {
                comparison.cancel(false);
            }
        }
    }

    private boolean compare(PasswordHash hash, Secret password) throws InterruptedException {
        byte[] bytes = password.bytes();
        freeKiB.acquire(hash.memoryKiB());
        try {
            return hash.matches(bytes);
        } finally {
            freeKiB.release(hash.memoryKiB());
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
