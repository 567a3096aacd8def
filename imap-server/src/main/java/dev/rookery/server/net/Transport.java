// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One client's bytes, TLS already taken off. One reader and one writer at a time; anybody may
/// close it, which ends both.
public interface Transport extends Closeable {
    /// Waits for bytes and puts them into `into`; returns how many, or -1 when the client is gone.
    int read(ByteBuffer into) throws IOException;

    /// Writes all of `from`; waits while the client reads slowly.
    ///
    /// @throws IOException also when the client read nothing for the output deadline
    void write(ByteBuffer from) throws IOException;

    Peer peer();

    @Override
    void close() throws IOException;
}
