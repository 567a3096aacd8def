// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Where a server listens: ports of the loopback address that were free a moment ago.
record Ports(InetSocketAddress imap, InetSocketAddress imaps, InetSocketAddress lmtp) {
    static Ports free() throws IOException {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (ServerSocket imap = new ServerSocket(0, 1, loopback);
                ServerSocket imaps = new ServerSocket(0, 1, loopback);
                ServerSocket lmtp = new ServerSocket(0, 1, loopback)) {
            return new Ports(
                    new InetSocketAddress(loopback, imap.getLocalPort()),
                    new InetSocketAddress(loopback, imaps.getLocalPort()),
                    new InetSocketAddress(loopback, lmtp.getLocalPort()));
        }
    }
}
