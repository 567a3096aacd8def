// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Time passes only when a test says so; alarms ring on its thread.
final class ManualTimer implements Timer {
    private record Waiting(int number, long dueNanos, Runnable task) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private int alarms;
    private long now = Long.MAX_VALUE - 1_000;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable task) {
        Waiting alarm = new Waiting(++alarms, now + delay.toNanos(), task);
        waiting.add(alarm);
        return () -> cancel(alarm);
    }

    void advance(Duration time) {
        synchronized (this) {
            now += time.toNanos();
        }
        for (Optional<Waiting> due = nextDue(); due.isPresent(); due = nextDue()) {
            due.get().task().run();
        }
    }

    /// How many alarms wait to ring.
    synchronized int pending() {
        return waiting.size();
    }

    private synchronized void cancel(Waiting alarm) {
        waiting.remove(alarm);
    }

    private synchronized Optional<Waiting> nextDue() {
        Optional<Waiting> due =
                waiting.stream()
                        .filter(alarm -> alarm.dueNanos() - now <= 0)
                        .min(Comparator.comparingLong(alarm -> alarm.dueNanos() - now));
        due.ifPresent(this::cancel);
        return due;
    }
}
