// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.measure;

import java.io.IOException;

/// A scenario under way with one contender: its connections, and what must be true afterwards.
public interface Trial extends AutoCloseable {
    /// What has to be in place before a round, and is not timed.
    default void prepare() throws IOException {}

    void work(Meter meter) throws IOException;

    /// Whether what was answered has reached its last place, such as a file's name.
    default boolean drained() throws IOException {
        return true;
    }

    /// Looks at what the round has led to; not timed.
    ///
    /// @throws WrongAnswerException if it is not what was asked for
    default void check() throws IOException {}

    @Override
    default void close() throws IOException {}
}
