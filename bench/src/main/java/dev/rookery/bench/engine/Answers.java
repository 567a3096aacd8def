// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

/// What a workload must have led to.
final class Answers {
    private Answers() {}

    static void require(long expected, long found, String what) {
        if (expected != found) {
            throw new IllegalStateException(found + " " + what + " instead of " + expected);
        }
    }
}
