// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

/// Sizes of many messages together.
///
/// @param physicalBytes as they lie on disk
/// @param virtualBytes with CRLF line ends
public record Sizes(long physicalBytes, long virtualBytes) {
    public static final Sizes NONE = new Sizes(0, 0);

    public Sizes plus(long physical, long virtual) {
        return new Sizes(physicalBytes + physical, virtualBytes + virtual);
    }

    public Sizes minus(Sizes other) {
        return plus(-other.physicalBytes, -other.virtualBytes);
    }

    Sizes minus(Row row) {
        return plus(-row.physicalBytes(), -row.virtualBytes());
    }
}
