// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

/// What a benchmark found, held against what there was to find.
public final class Answer {
    private Answer() {}

    /// @throws IllegalStateException if they differ: then there is no number
    public static void require(Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException("found " + found + ", not " + expected);
        }
    }
}
