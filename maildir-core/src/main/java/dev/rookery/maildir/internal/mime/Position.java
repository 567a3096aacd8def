// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

/// A place in a message, always between two bytes.
///
/// @param stored offset in the bytes on disk
/// @param crlf offset in the CRLF form
/// @param lines line ends passed on the way
record Position(long stored, long crlf, long lines) {
    static final Position START = new Position(0, 0, 0);

    Position orLater(Position other) {
        return other.stored > stored ? other : this;
    }

    Position orEarlier(Position other) {
        return stored <= other.stored ? this : other;
    }
}
