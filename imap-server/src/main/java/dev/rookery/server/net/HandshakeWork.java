// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/// Runs the signatures and key exchanges of handshakes, a few at a time and first come first
/// served: a crowd that reconnects after a restart neither starves the sessions nor itself.
final class HandshakeWork {
    private final Semaphore permits;

    HandshakeWork(int atOnceMax) {
        permits = new Semaphore(atOnceMax, true);
    }

    void run(SSLEngine engine) {
        permits.acquireUninterruptibly();
        try {
            @Nullable Runnable task = engine.getDelegatedTask();
            while (task != null) {
                task.run();
                task = engine.getDelegatedTask();
            }
        } finally {
            permits.release();
        }
    }
}
