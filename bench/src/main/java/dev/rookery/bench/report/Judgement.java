// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

/// Whether Rookery is as many times better than `dovecot` as it has to be.
enum Judgement {
    MISSED("MISSED"),
    UNCLEAR("unclear"),
    NOT_JUDGED("not judged"),
    MET("met"),
    NO_TARGET(Numbers.NONE);

    private final String text;

    Judgement(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /// Of two demands, both of which have to be met: what stands first here outweighs the other.
    Judgement and(Judgement other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
