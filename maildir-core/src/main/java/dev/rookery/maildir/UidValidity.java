// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// Generation of a mailbox's UIDs, 1 to 2^31 - 1 (some clients read it signed). RFC 9051 §2.3.1.1.
public record UidValidity(long value) implements Comparable<UidValidity> {
    public static final long MAX = Integer.MAX_VALUE;

    public UidValidity {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException(
                    "UIDVALIDITY out of range 1 to 2147483647: " + value);
        }
    }

    @Override
    public int compareTo(UidValidity other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
