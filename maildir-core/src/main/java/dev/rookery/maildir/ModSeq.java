// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// Modification sequence of a mailbox, 0 to 2^63 - 1; each change has a greater one. RFC 7162 §3.1.
public record ModSeq(long value) implements Comparable<ModSeq> {
    public ModSeq {
        if (value < 0) {
            throw new IllegalArgumentException("mod-sequence out of range 0 to 2^63-1: " + value);
        }
    }

    @Override
    public int compareTo(ModSeq other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
