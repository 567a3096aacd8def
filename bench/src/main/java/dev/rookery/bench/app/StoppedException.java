// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import java.io.IOException;

/// The benchmark itself cannot go on, through no fault of a contender; says why in a sentence.
final class StoppedException extends IOException {
    StoppedException(String message) {
        super(message);
    }

    StoppedException(String message, Exception cause) {
        super(message, cause);
    }
}
