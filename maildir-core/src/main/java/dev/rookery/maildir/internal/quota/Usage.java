// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.quota;

/// An amount of mail; negative in a difference.
public record Usage(long bytes, long messages) {
    public static final Usage NOTHING = new Usage(0, 0);

    /// Throws [ArithmeticException] beyond 63 bits.
    public Usage plus(Usage other) {
        return new Usage(
                Math.addExact(bytes, other.bytes), Math.addExact(messages, other.messages));
    }

    public Usage minus(Usage other) {
        return new Usage(
                Math.subtractExact(bytes, other.bytes),
                Math.subtractExact(messages, other.messages));
    }

    /// Whether there cannot be such a mailbox.
    public boolean isNegative() {
        return bytes < 0 || messages < 0;
    }
}
