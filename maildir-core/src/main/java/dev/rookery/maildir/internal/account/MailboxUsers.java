// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Counts who uses an open mailbox right now. When nobody did for a while it may end; from then on
/// nobody comes in any more, and who wants to waits until it is gone.
///
/// The lock guards the count only.
final class MailboxUsers {
    private final CompletableFuture<Boolean> gone = new CompletableFuture<>();

    /// Whoever opens it is the first.
    private int present = 1;

    private long arrivals = 1;
    private long leftNanos;
    private boolean ended;

    /// Answers whether the caller is in, and has to leave again.
    synchronized boolean enter() {
        if (ended) {
            return false;
        }
        present++;
        arrivals++;
        return true;
    }

    synchronized void leave() {
        present--;
        leftNanos = System.nanoTime();
    }

    synchronized boolean areGoneFor(Duration time) {
        return present == 0 && !ended && System.nanoTime() - leftNanos >= time.toNanos();
    }

    /// How many came so far.
    synchronized long arrivals() {
        return arrivals;
    }

    /// Lets nobody in any more, if nobody is and nobody came since; answers whether it did.
    synchronized boolean endIfGoneSince(long arrivalsThen) {
        if (ended || present > 0 || arrivals != arrivalsThen) {
            return false;
        }
        ended = true;
        return true;
    }

    synchronized boolean haveEnded() {
        return ended;
    }

    void gone() {
        gone.complete(true);
    }

    void awaitGone() {
        gone.join();
    }
}
