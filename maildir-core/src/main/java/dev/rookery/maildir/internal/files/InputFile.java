// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A file open for reading. Reads at given offsets are safe from any thread.
public interface InputFile extends Closeable {
    FileStat stat() throws IOException;

    /// Reads up to `length` bytes at offset `at`; returns how many, or -1 at the end.
    int read(long at, byte[] into, int offset, int length) throws IOException;

    /// The same into the remaining space of a buffer, whose position moves on.
    default int read(long at, ByteBuffer into) throws IOException {
        byte[] bytes = into.hasArray() ? into.array() : new byte[into.remaining()];
        int offset = into.hasArray() ? into.arrayOffset() + into.position() : 0;
        int got = read(at, bytes, offset, into.remaining());
        if (got > 0 && !into.hasArray()) {
            into.put(bytes, 0, got);
        } else if (got > 0) {
            into.position(into.position() + got);
        }
        return got;
    }

    @Override
    void close() throws IOException;
}
