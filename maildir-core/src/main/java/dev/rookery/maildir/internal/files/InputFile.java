// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A file open for reading. Reads at given offsets are safe from any thread.
public interface InputFile extends Closeable {
    FileStat stat() throws IOException;

    /// Reads up to `length` bytes at offset `at`; returns how many, or -1 at the end.
    int read(long at, byte[] into, int offset, int length) throws IOException;

    /// Like [#read(long, byte[], int, int)], straight into native memory, to fill it if it can.
    ///
    /// @throws IllegalArgumentException if the memory is on the heap
    int read(long at, MemorySegment into) throws IOException;

    @Override
    void close() throws IOException;
}
