// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that goes a little at every look, or as it is told.
public final class SimulatedClock implements InstantSource {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now;
    private final Duration tick;

    /// Begins in 2026.
    public SimulatedClock(Duration tick) {
        this(START, tick);
    }

    /// @param tick how far it goes each time somebody looks; zero = frozen
    public SimulatedClock(Instant start, Duration tick) {
        this.now = new AtomicReference<>(start);
        this.tick = tick;
    }

    @Override
    public Instant instant() {
        return now.updateAndGet(before -> before.plus(tick));
    }

    /// Sets it forward or, negative, back.
    public void step(Duration by) {
        now.updateAndGet(before -> before.plus(by));
    }
}
