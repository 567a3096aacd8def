// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Counts who has an account open. The first opens it; it is closed some time after the last left.
///
/// The lock guards the count only: opening and closing happen outside, and whoever needs their
/// outcome waits for a future.
final class SharedAccount {
    private final CompletableFuture<OpenAccount> opened = new CompletableFuture<>();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private int holders;
    private long arrivals;
    private boolean ended;
    private boolean reserved;
    private boolean lent;

    /// What became of somebody who wants to hold the account.
    enum Joined {
        /// The first one, who has to open it and tell by [#opened].
        FIRST,
        /// It is open, or about to be.
        FURTHER,
        /// It is being closed, and can be opened anew when [#awaitClosed] returns.
        TOO_LATE,
        /// Somebody outside of this store has it, for as long as they like.
        LENT
    }

    /// An account that nobody may open until [#free].
    static SharedAccount busy() {
        SharedAccount busy = new SharedAccount();
        busy.ended = true;
        busy.reserved = true;
        return busy;
    }

    /// An account that nobody may have until [#free].
    static SharedAccount lent() {
        SharedAccount lent = busy();
        lent.lent = true;
        return lent;
    }

    /// Whether nobody may open it before [#free].
    synchronized boolean isReserved() {
        return reserved;
    }

    /// Nobody is busy with it any more.
    void free() {
        closed.complete(true);
    }

    /// Closes the account if nobody holds it; answers whether it is closed then.
    boolean closeIfIdle() throws IOException {
        boolean others;
        synchronized (this) {
            if (lent) {
                return false;
            }
            if (!ended && (holders > 0 || arrivals == 0)) {
                return false;
            }
            others = ended;
            ended = true;
        }
        end(others);
        return true;
    }

    synchronized Joined join() {
        if (lent) {
            return Joined.LENT;
        }
        if (ended) {
            return Joined.TOO_LATE;
        }
        holders++;
        arrivals++;
        return arrivals == 1 ? Joined.FIRST : Joined.FURTHER;
    }

    /// Gives what was opened, or the reason why not, to all who joined.
    void opened(@Nullable OpenAccount account, @Nullable Throwable refusal) {
        if (account != null) {
            opened.complete(account);
            return;
        }
        synchronized (this) {
            ended = true;
        }
        opened.completeExceptionally(
                refusal == null
                        ? new IllegalStateException("neither account nor reason")
                        : refusal);
        closed.complete(true);
    }

    /// The account, as soon as it is open.
    OpenAccount account() throws IOException {
        try {
            return opened.join();
        } catch (CompletionException failed) {
            throw AccountWriter.rethrown(failed.getCause());
        }
    }

    boolean isOpen() {
        return opened.isDone() && !opened.isCompletedExceptionally() && !closed.isDone();
    }

    /// How many entries of its journal memory holds.
    int entriesInMemory() {
        return isOpen() ? opened.join().entriesInMemory() : 0;
    }

    void awaitClosed() {
        closed.join();
    }

    /// Answers the number of arrivals so far if nobody is left, and -1 otherwise.
    synchronized long leave() {
        holders--;
        return holders == 0 && !ended ? arrivals : -1;
    }

    /// Closes the account unless somebody came since `arrivalsThen`; answers whether it did.
    boolean closeIfIdleSince(long arrivalsThen) throws IOException {
        synchronized (this) {
            if (ended || holders > 0 || arrivals != arrivalsThen) {
                return false;
            }
            ended = true;
        }
        end();
        return true;
    }

    /// Closes the account whoever holds it; where somebody is about to, waits for that.
    void close() throws IOException {
        boolean others;
        synchronized (this) {
            if (lent) {
                return;
            }
            others = ended;
            ended = true;
        }
        end(others);
    }

    private void end(boolean others) throws IOException {
        if (others) {
            awaitClosed();
        } else {
            end();
        }
    }

    private void end() throws IOException {
        try {
            if (wasOpened()) {
                account().close();
            }
        } finally {
            closed.complete(true);
        }
    }

    /// Waits for whoever opens it.
    private boolean wasOpened() {
        return opened.handle((_, refusal) -> refusal == null).join();
    }
}
