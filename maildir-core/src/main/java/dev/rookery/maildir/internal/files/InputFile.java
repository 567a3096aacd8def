// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.Closeable;
import java.io.IOException;

/// A file open for reading. Reads at given offsets are safe from any thread.
public interface InputFile extends Closeable {
    FileStat stat() throws IOException;

    /// Reads up to `length` bytes at offset `at`; returns how many, or -1 at the end.
    int read(long at, byte[] into, int offset, int length) throws IOException;

    @Override
    void close() throws IOException;
}
