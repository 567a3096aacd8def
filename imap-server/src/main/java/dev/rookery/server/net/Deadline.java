// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A moment that may be moved often and cheaply: moving it later leaves the alarm alone, which
/// looks again when it rings.
final class Deadline {
    private final Timer timer;
    private final Runnable passed;

    private boolean set;
    private long dueNanos;
    private Timer.@Nullable Alarm alarm;
    private long alarmNanos;

    Deadline(Timer timer, Runnable passed) {
        this.timer = timer;
        this.passed = passed;
    }

    synchronized void in(Duration fromNow) {
        set = true;
        dueNanos = timer.nanoTime() + fromNow.toNanos();
        if (alarm != null && alarmNanos - dueNanos > 0) {
            alarm.cancel();
            alarm = null;
        }
        if (alarm == null) {
            arm(fromNow);
        }
    }

    synchronized void clear() {
        set = false;
    }

    /// Clears it for good: nothing keeps its owner in memory any longer.
    synchronized void cancel() {
        set = false;
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    private void arm(Duration fromNow) {
        alarmNanos = dueNanos;
        alarm = timer.after(fromNow, this::ring);
    }

    private void ring() {
        synchronized (this) {
            alarm = null;
            if (!set) {
                return;
            }
            long leftNanos = dueNanos - timer.nanoTime();
            if (leftNanos > 0) {
                arm(Duration.ofNanos(leftNanos));
                return;
            }
            set = false;
        }
        passed.run();
    }
}
