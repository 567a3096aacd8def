// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.time.Duration;

/// The room's only clock: tells time and calls back later.
public interface Timer {
    /// Nanoseconds since some fixed moment, as [System#nanoTime].
    long nanoTime();

    /// Runs `task` once `delay` has passed. The task must not block.
    Alarm after(Duration delay, Runnable task);

    /// A task that waits for its time.
    interface Alarm {
        void cancel();
    }
}
