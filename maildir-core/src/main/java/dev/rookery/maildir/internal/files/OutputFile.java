// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.Closeable;
import java.io.IOException;

/// A file open for writing. One writer at a time.
public interface OutputFile extends Closeable {
    FileStat stat() throws IOException;

    /// Writes all the bytes at offset `at`.
    void write(long at, byte[] bytes, int offset, int length) throws IOException;

    void modified(long epochSeconds) throws IOException;

    /// Makes content, size and times durable. After a failure the content is unknown: never try
    /// again.
    void force() throws IOException;

    /// Like [#force] without the times, which saves the disk a write.
    void forceData() throws IOException;

    @Override
    void close() throws IOException;
}
