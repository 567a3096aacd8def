// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits until the process is told to stop (SIGINT, SIGTERM), and lets it stop in order.
///
/// The JVM answers both by running its shutdown hooks and would end with 130 or 143 then; being
/// told to stop is no failure, so our hook waits until the work is done and ends the process with
/// 0.
final class Running implements AutoCloseable {
    private static final long LAST_WORK_SECONDS_MAX = 30;

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("shutdown").unstarted(this::shutDown);

    private Running() {}

    static Running untilSignalled() {
        Running running = new Running();
        Runtime.getRuntime().addShutdownHook(running.hook);
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

    /// All is done: a process that was told to stop ends here, another one goes on.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException toldMeanwhile) {
            told.countDown();
        }
        done.countDown();
    }
}
