// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import java.io.IOException;
import java.util.List;

/// One side of a comparison, as something that is done again and again.
interface Contestant {
    /// One thread that does the same again and again.
    static Contestant of(Step step) {
        return () -> List.of(step);
    }

    /// What is done at the same time, each by a thread of its own.
    List<Step> steps();

    /// Waits until nothing is left to be done behind what was answered.
    default void drain() throws IOException {}

    /// A step of work; returns when a client would have its answer.
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }
}
