// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Connections as both clients want them.
final class Sockets {
    private Sockets() {}

    static Socket connect(InetSocketAddress address, int silenceMillisMax) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(silenceMillisMax);
            socket.connect(address, silenceMillisMax);
            return socket;
        } catch (IOException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
    }
}
