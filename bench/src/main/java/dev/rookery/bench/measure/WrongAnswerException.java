// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.measure;

/// A server did not do what it was timed for: then there is no figure.
public final class WrongAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WrongAnswerException(String what) {
        super(what);
    }

    /// @param what is counted, in the plural
    public static void require(long expected, long found, String what) {
        if (expected != found) {
            throw new WrongAnswerException(found + " " + what + " instead of " + expected);
        }
    }
}
