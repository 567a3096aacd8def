// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import java.util.ArrayDeque;
import java.util.Deque;

/// Ends what was started, the last first: when it is closed, or when the user presses Ctrl-C.
final class Cleanup implements AutoCloseable {
    private final AutoCloseable processes;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread hook = new Thread(this::interrupted, "cleanup");
    private volatile boolean interrupted;

    /// @param processes closed before and after all others when the user presses Ctrl-C, so that
    ///   none of them has to be asked, and none is left
    Cleanup(AutoCloseable processes) {
        this.processes = processes;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    synchronized <T extends AutoCloseable> T keep(T part) throws Exception {
        if (interrupted) {
            part.close();
            throw new InterruptedException();
        }
        open.push(part);
        return part;
    }

    /// Ends one part before its turn; that it does not end well is a warning, no more.
    void end(AutoCloseable part) {
        boolean kept;
        synchronized (this) {
            kept = open.remove(part);
        }
        if (kept) {
            close(part);
        }
    }

    /// @throws InterruptedException if the user has pressed Ctrl-C
    void goOn() throws InterruptedException {
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    void interrupted() {
        interrupted = true;
        close(processes);
        end();
        close(processes);
    }

    private synchronized void end() {
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception trouble) {
            System.err.println("rookery bench: while cleaning up: " + Failure.sentence(trouble));
        }
    }

    @Override
    public void close() {
        end();
        try {
            var _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // Then the hook runs, and finds nothing more to do.
        }
    }
}
