// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.index.CorruptIndexException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Has the indexes of an account written, one checkpoint at a time, whenever a restart would have
/// to read much of the journal.
final class Checkpoints {
    /// Bodies of messages among them.
    private static final long JOURNAL_BYTES_MAX = 32 * 1024 * 1024;

    /// What the next start may find to read, unless this one ends by a crash.
    private static final int ENTRIES_LEFT_MAX = 1_024;

    private static final long BYTES_LEFT_MAX = 1024 * 1024;

    /// And twice as long each time it fails.
    private static final Duration MEND_AFTER = Duration.ofSeconds(1);

    private final OpenAccount account;
    private final Checkpoint checkpoint;
    private final Engine engine;

    /// The last run, done or not.
    private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);

    private int entriesMax;
    private long bytesMax = JOURNAL_BYTES_MAX;
    private boolean started;
    private volatile int inMemory;
    private Duration mendAfter = MEND_AFTER;

    Checkpoints(OpenAccount account, Checkpoint checkpoint, Engine engine) {
        this.account = account;
        this.checkpoint = checkpoint;
        this.engine = engine;
        this.entriesMax = engine.checkpointEntries();
    }

    /// From here on they begin by themselves.
    synchronized void start() {
        started = true;
        mendNow();
    }

    /// @param entries that a restart would have to apply
    /// @param bytes that it would have to read
    synchronized void startIfDue(int entries, long bytes) {
        inMemory = entries;
        if (entries > entriesMax || bytes > bytesMax) {
            begin();
        }
    }

    /// How many entries of the journal memory holds until an index does.
    int inMemory() {
        return inMemory;
    }

    /// All accounts together hold too many: whoever holds so many writes them to its indexes.
    synchronized void startIfMany(int entries) {
        if (inMemory >= entries) {
            begin();
        }
    }

    /// The index of a folder is damaged: it is written anew, soon.
    void mend(int folder, CorruptIndexException damage) {
        if (checkpoint.mend(folder)) {
            account.report("will be written anew: " + damage.getMessage(), damage);
        }
        mendNow();
    }

    /// The same where what lies there is not the index that was read.
    void rewrite(int folder) {
        var _ = checkpoint.mend(folder);
        mendNow();
    }

    /// Does that before it returns, for one who cannot go on without.
    void mendAtOnce() {
        CompletableFuture<Boolean> mine = turn();
        if (checkpoint.hasDamage()) {
            run(mine);
        } else {
            mine.complete(true);
        }
    }

    /// Waits for the run before this one; none begins until this one is done.
    private CompletableFuture<Boolean> turn() {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> before;
        synchronized (this) {
            before = last;
            last = mine;
        }
        before.join();
        return mine;
    }

    private synchronized void mendNow() {
        if (checkpoint.hasDamage()) {
            begin();
        }
    }

    private void begin() {
        if (!started || !last.isDone()) {
            return;
        }
        CompletableFuture<Boolean> run = new CompletableFuture<>();
        last = run;
        engine.apart("rookery-checkpoint", () -> run(run));
    }

    private void run(CompletableFuture<Boolean> done) {
        try {
            checkpoint.run();
            inMemory = 0;
            limit(engine.checkpointEntries(), JOURNAL_BYTES_MAX);
        } catch (IOException | RuntimeException trouble) {
            limit(2 * entriesMax, 2 * bytesMax);
            account.report("the index stays behind in " + account.root(), trouble);
        } finally {
            done.complete(true);
            mendLater();
        }
    }

    /// What was found meanwhile, or could not be mended, has its turn.
    private synchronized void mendLater() {
        if (checkpoint.hasDamage()) {
            engine.later(mendAfter, "rookery-mend", this::mendNow);
            mendAfter = mendAfter.multipliedBy(2);
        } else {
            mendAfter = MEND_AFTER;
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
        boolean few = entries <= ENTRIES_LEFT_MAX && bytes <= BYTES_LEFT_MAX;
        if (few && !checkpoint.hasDamage()) {
            return;
        }
        CompletableFuture<Boolean> mine = turn();
        try {
            checkpoint.run();
        } catch (IOException | RuntimeException trouble) {
            account.report("the index stays behind in " + account.root(), trouble);
        } finally {
            mine.complete(true);
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
