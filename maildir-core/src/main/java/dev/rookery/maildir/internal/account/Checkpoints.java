// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// Has the indexes of an account written, one checkpoint at a time, whenever a restart would have
/// to read much of the journal.
final class Checkpoints {
    /// Bodies of messages among them.
    private static final long JOURNAL_BYTES_MAX = 32 * 1024 * 1024;

    /// What the next start may find to read, unless this one ends by a crash.
    private static final int ENTRIES_LEFT_MAX = 1_024;

    private static final long BYTES_LEFT_MAX = 1024 * 1024;

    private final OpenAccount account;
    private final Checkpoint checkpoint;
    private final Engine engine;

    /// The last run, done or not.
    private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);

    private int entriesMax;
    private long bytesMax = JOURNAL_BYTES_MAX;
    private boolean started;

    Checkpoints(OpenAccount account, Checkpoint checkpoint, Engine engine) {
        this.account = account;
        this.checkpoint = checkpoint;
        this.engine = engine;
        this.entriesMax = engine.checkpointEntries();
    }

    /// From here on they begin by themselves.
    synchronized void start() {
        started = true;
    }

    /// @param entries that a restart would have to apply
    /// @param bytes that it would have to read
    synchronized void startIfDue(int entries, long bytes) {
        if (!started || !last.isDone() || (entries <= entriesMax && bytes <= bytesMax)) {
            return;
        }
        CompletableFuture<Boolean> run = new CompletableFuture<>();
        last = run;
        engine.apart("rookery-checkpoint", () -> run(run));
    }

    private void run(CompletableFuture<Boolean> done) {
        try {
            checkpoint.run();
            limit(engine.checkpointEntries(), JOURNAL_BYTES_MAX);
        } catch (IOException | RuntimeException trouble) {
            limit(2 * entriesMax, 2 * bytesMax);
            account.report("the index stays behind in " + account.root(), trouble);
        } finally {
            done.complete(true);
        }
    }

    private synchronized void limit(int entries, long bytes) {
        entriesMax = entries;
        bytesMax = bytes;
    }

    /// The last one, on the caller's thread, if without it the next start would take long.
    ///
    /// @param entries that a restart would have to apply
    /// @param bytes that it would have to read
    void finish(int entries, long bytes) {
        if (entries <= ENTRIES_LEFT_MAX && bytes <= BYTES_LEFT_MAX) {
            return;
        }
        try {
            checkpoint.run();
        } catch (IOException | RuntimeException trouble) {
            account.report("the index stays behind in " + account.root(), trouble);
        }
    }

    /// Waits for the one that runs; none begins by itself any more.
    void stop() {
        CompletableFuture<Boolean> running;
        synchronized (this) {
            started = false;
            running = last;
        }
        running.join();
    }
}
