// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// Unique identifier of a message in one mailbox, 1 to 2^32 - 1. RFC 9051 §2.3.1.1.
///
/// Together with the mailbox's [UidValidity] it names one content forever.
public record Uid(long value) implements Comparable<Uid> {
    public static final long MAX = 0xFFFF_FFFFL;
    public static final Uid FIRST = new Uid(1);

    public Uid {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("UID out of range 1 to 4294967295: " + value);
        }
    }

    @Override
    public int compareTo(Uid other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
