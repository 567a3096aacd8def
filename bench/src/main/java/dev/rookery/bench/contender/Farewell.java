// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/// What must be done before a server is asked to end.
@FunctionalInterface
interface Farewell {
    int ACCEPT_MILLIS_MAX = 60_000;

    void to(List<InetSocketAddress> listeners) throws IOException;

    static void nothing(List<InetSocketAddress> listeners) {}

    /// While a connection waits to be accepted, Cyrus' `master` cannot end: it sees only that,
    /// again and again, and never that its children have ended. So come last in each queue, and
    /// wait.
    static void awaitAccepted(List<InetSocketAddress> listeners) throws IOException {
        for (InetSocketAddress each : listeners) {
            try (Socket last = new Socket()) {
                last.setSoTimeout(ACCEPT_MILLIS_MAX);
                last.connect(each, ACCEPT_MILLIS_MAX);
                last.shutdownOutput();
                var _ = last.getInputStream().readAllBytes();
            } catch (ConnectException closed) {
                // Then nobody waits there.
            }
        }
    }
}
