// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Buffers that connections borrow while bytes flow, so that an idle one holds none.
///
/// They lie on the heap: twice as fast under `SSLEngine` as direct ones.
final class TlsBuffers {
    /// Holds the largest TLS record the JDK makes or takes.
    static final int BYTES = 17 * 1024;

    private static final int KEPT_MAX = 64;

    private final BlockingQueue<ByteBuffer> idle = new ArrayBlockingQueue<>(KEPT_MAX);

    ByteBuffer borrow() {
        @Nullable ByteBuffer kept = idle.poll();
        return kept == null ? ByteBuffer.allocate(BYTES) : kept.clear();
    }

    /// Takes a buffer back, or leaves it to the garbage collector when enough lie ready.
    void giveBack(ByteBuffer buffer) {
        boolean kept = idle.offer(buffer);
        if (!kept) {
            buffer.clear();
        }
    }
}
