// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;

/// Names both ends of a socket.
final class Peers {
    private Peers() {}

    /// @param listening where the client came in, for sockets that cannot tell
    static Peer of(SocketChannel channel, String listening) throws IOException {
        return channel.getRemoteAddress() instanceof InetSocketAddress remote
                ? new Peer(
                        remote.getAddress(),
                        remote.getPort(),
                        text(channel.getLocalAddress()),
                        false)
                : new Peer(InetAddress.getLoopbackAddress(), 0, listening, false);
    }

    /// `127.0.0.1:993` or `[::1]:993`.
    static String text(SocketAddress address) {
        if (!(address instanceof InetSocketAddress socket) || socket.isUnresolved()) {
            return address.toString();
        }
        String host = socket.getAddress().getHostAddress();
        return (socket.getAddress() instanceof Inet6Address ? "[" + host + "]" : host)
                + ":"
                + socket.getPort();
    }
}
