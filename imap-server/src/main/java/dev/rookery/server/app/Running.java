// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits until the process is told to stop (SIGINT, SIGTERM), and lets it stop in order.
///
/// The JVM would end with 130 or 143 then; being told to stop is no failure, so the process ends
/// itself with 0 as soon as its work is done.
final class Running implements AutoCloseable {
    private static final long LAST_WORK_SECONDS_MAX = 30;

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    private Running() {}

    static Running untilSignalled() {
        Running running = new Running();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(running::shutDown));
        return running;
    }

    void await() throws InterruptedException {
        told.await();
    }

    private void shutDown() {
        told.countDown();
        try {
            boolean inTime = done.await(LAST_WORK_SECONDS_MAX, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(inTime ? 0 : 1);
        } catch (InterruptedException hurried) {
            Runtime.getRuntime().halt(1);
        }
    }

    /// All is done: the process may end.
    @Override
    public void close() {
        done.countDown();
    }
}
