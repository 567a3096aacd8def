// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.limits.ServerLimits;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits for a session, in order of arrival. Bounded: the reader waits while it is full, and
/// so, in the end, does the client.
///
/// Safe to share between threads: many put, the session takes. Nothing is called under the lock.
final class Inbox {
    private static final Input CHANGED = new Input.MailboxChanged();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final Deque<Input> waiting = new ArrayDeque<>();
    private int bytesWaiting;
    private boolean changeWaiting;

    /// Whether the session waits for input.
    private boolean wanting;

    private boolean closed;

    /// Waits for room.
    ///
    /// @return false if nobody takes any more
    boolean put(ByteBuffer bytes) throws InterruptedException {
        lock.lock();
        try {
            while (!closed
                    && bytesWaiting > 0
                    && bytesWaiting + bytes.capacity() > ServerLimits.READ_AHEAD_BYTES_MAX) {
                drained.await();
            }
            bytesWaiting += bytes.capacity();
            add(new Input.Bytes(bytes));
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until all that was put has been taken and dealt with: the session wants more. A reader
    /// that does so never has bytes in hand that follow a command which changes the connection.
    ///
    /// @return false if nobody takes any more
    boolean awaitAnswered() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && (bytesWaiting > 0 || !wanting)) {
                drained.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// One report of news stands for all that came before it was taken.
    void mailboxChanged() {
        lock.lock();
        try {
            if (!changeWaiting) {
                changeWaiting = true;
                add(CHANGED);
            }
        } finally {
            lock.unlock();
        }
    }

    void clientGone(String reason) {
        putNow(new Input.ClientGone(reason));
    }

    void serverStops() {
        putNow(new Input.ServerStops());
    }

    /// The next input; nothing if there is none `nanos` nanoseconds long.
    Optional<Input> take(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            wanting = waiting.isEmpty();
            if (wanting) {
                drained.signal();
            }
            while (waiting.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
            wanting = false;
            Optional<Input> next = Optional.ofNullable(waiting.poll());
            next.ifPresent(this::taken);
            return next;
        } finally {
            lock.unlock();
        }
    }

    /// Nothing is taken any more; nobody waits to put.
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void putNow(Input input) {
        lock.lock();
        try {
            add(input);
        } finally {
            lock.unlock();
        }
    }

    private void add(Input input) {
        if (!closed) {
            waiting.add(input);
            filled.signal();
        }
    }

    private void taken(Input input) {
        if (input instanceof Input.MailboxChanged) {
            changeWaiting = false;
        } else if (input instanceof Input.Bytes(ByteBuffer bytes)) {
            bytesWaiting -= bytes.capacity();
            drained.signal();
        }
    }
}
