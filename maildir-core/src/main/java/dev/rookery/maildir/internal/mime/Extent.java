// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

/// A piece of a message, from one place to another.
record Extent(Position start, Position end) {
    Extent {
        if (end.stored() < start.stored()) {
            throw new IllegalArgumentException(end + " is before " + start);
        }
    }

    /// Bytes of the CRLF form.
    long sizeBytes() {
        return end.crlf() - start.crlf();
    }

    long storedBytes() {
        return end.stored() - start.stored();
    }

    long lines() {
        return end.lines() - start.lines();
    }
}
