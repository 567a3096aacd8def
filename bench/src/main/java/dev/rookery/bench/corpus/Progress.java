// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

/// Hears how far a box is.
@FunctionalInterface
public interface Progress {
    /// Called now and then, and at the end.
    void written(int messages);
}
