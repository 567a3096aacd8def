// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.measure;

import java.io.IOException;

/// A piece of work; returns when a client would have its answer.
@FunctionalInterface
public interface Step {
    void run() throws IOException;
}
