// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// One client's bytes, TLS already taken off. One reader and one writer at a time; anybody may
/// close it, which ends both.
public interface Transport extends Closeable {
    /// Waits for bytes and puts them into `into`; returns how many, or -1 when the client is gone.
    ///
    /// A small `into` keeps an idle connection small; what does not fit is there for the next read.
    ///
    /// @throws InputEndedException when this server ended the input: last words may still be
    ///   written
    int read(ByteBuffer into) throws IOException;

    /// Writes all of `from`; waits while the client reads slowly.
    ///
    /// @throws IOException also when the client read nothing for the output deadline
    void write(ByteBuffer from) throws IOException;

    /// Ends the input when `fromNow` has passed, whatever was read meanwhile. Each call replaces
    /// the one before; any thread may call it.
    void readDeadline(Duration fromNow);

    /// The client proved who it is, so its connection no longer counts among those of strangers,
    /// which may have to make room for newer ones.
    void authenticated();

    /// Who the client is; inside TLS as soon as that has begun.
    Peer peer();

    /// Whether [#startTls] can be called.
    default boolean canStartTls() {
        return false;
    }

    /// Shakes hands; from here on all bytes travel inside TLS. Nobody may be reading or writing.
    ///
    /// @throws IOException also if the client does not shake hands in time
    /// @throws IllegalStateException unless [#canStartTls]
    default void startTls() throws IOException {
        throw new IllegalStateException("there is no TLS to start");
    }

    @Override
    void close() throws IOException;
}
