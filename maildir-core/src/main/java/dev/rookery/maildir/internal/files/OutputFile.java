// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A file open for writing. One writer at a time.
public interface OutputFile extends Closeable {
    FileStat stat() throws IOException;

    /// Writes all the bytes at offset `at`.
    void write(long at, byte[] bytes, int offset, int length) throws IOException;

    /// Writes the remaining bytes at offset `at`, and leaves none remaining.
    default void write(long at, ByteBuffer bytes) throws IOException {
        if (bytes.hasArray()) {
            write(at, bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            bytes.position(bytes.limit());
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            write(at, copy, 0, copy.length);
        }
    }

    /// Writes the bytes, at most 64 KiB, behind the end of the file in one step, which is wherever
    /// the end is by then: what other programs append meanwhile stays whole.
    void append(byte[] bytes) throws IOException;

    /// Lets the disk begin to write what it was given, so that a force soon after waits less; says
    /// nothing about what is durable, nor about what fails.
    default void startWriteback() throws IOException {}

    void modified(long epochSeconds) throws IOException;

    /// Makes content, size and times durable. After a failure the content is unknown: never try
    /// again.
    void force() throws IOException;

    /// Like [#force] without the times, which saves the disk a write.
    void forceData() throws IOException;

    @Override
    void close() throws IOException;
}
