// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import dev.rookery.bench.result.ContenderResult;
import dev.rookery.bench.result.Round;

/// Which figure of a round is compared.
enum Figure {
    ANSWERED("answered"),
    DRAINED("drained");

    private final String text;

    Figure(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    double[] of(ContenderResult result) {
        return result.rounds().stream().mapToDouble(this::of).toArray();
    }

    private double of(Round round) {
        return switch (this) {
            case ANSWERED -> round.value();
            case DRAINED -> round.drainedValue();
        };
    }
}
