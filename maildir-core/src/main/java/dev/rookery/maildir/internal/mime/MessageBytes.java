// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;

/// The bytes of one message as they lie on disk, line ends included as they are.
public interface MessageBytes {
    long sizeBytes();

    /// Reads up to `length` bytes from offset `at`; returns how many, or -1 at the end.
    int read(long at, byte[] into, int offset, int length) throws IOException;

    /// A message in memory.
    static MessageBytes of(byte[] bytes, int offset, int length) {
        return new ArrayMessage(bytes, offset, length);
    }
}
