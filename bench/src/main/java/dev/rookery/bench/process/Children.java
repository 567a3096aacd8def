// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Every process that this one starts, for as long as it runs.
public final class Children {
    private static final int SECONDS_MAX = 10;

    private static boolean over;

    private Children() {}

    /// @throws IOException also once [#end] was called
    public static Process start(ProcessBuilder builder) throws IOException {
        synchronized (Children.class) {
            if (over) {
                throw new IOException("interrupted");
            }
            return builder.start();
        }
    }

    /// Kills all of them, and all that they started; from now on none can be started.
    ///
    /// @throws IOException if one of them does not end
    public static void end() throws IOException {
        synchronized (Children.class) {
            over = true;
        }
        List<ProcessHandle> running = descendants();
        for (int time = 0; time < SECONDS_MAX && !running.isEmpty(); time++) {
            kill(running);
            running = descendants();
        }
        if (!running.isEmpty()) {
            throw new IOException("processes do not end: " + running);
        }
    }

    private static List<ProcessHandle> descendants() {
        return ProcessHandle.current().descendants().toList();
    }

    /// Returns when all of them have ended.
    public static void kill(List<ProcessHandle> processes) throws IOException {
        for (ProcessHandle each : processes) {
            var _ = each.destroyForcibly();
        }
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            var _ = CompletableFuture.allOf(ends).get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } catch (ExecutionException | TimeoutException remaining) {
            throw new IOException("processes do not end: " + processes, remaining);
        }
    }
}
