// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// Has a folder looked at by one caller at a time. A look that began after somebody asked for one
/// serves them as well: however many ask, at most two looks follow each other.
///
/// The lock is held for a whole look, and nothing else takes it: neither the account's writer nor
/// anything it calls.
final class Looks {
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final AtomicLong begun = new AtomicLong();
    private long finished;

    /// One look.
    @FunctionalInterface
    interface Look {
        void run() throws IOException;
    }

    void look(Look look) throws IOException {
        long before = begun.get();
        oneAtATime.lock();
        try {
            if (finished > before) {
                return;
            }
            long number = begun.incrementAndGet();
            look.run();
            finished = number;
        } finally {
            oneAtATime.unlock();
        }
    }
}
