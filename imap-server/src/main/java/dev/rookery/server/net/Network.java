// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

/// What all listeners of a server share: limits, deadlines, buffers.
public final class Network {
    /// The default backlog of unix sockets is so short that busy clients are turned away.
    private static final int BACKLOG = 4096;

    private final Admission admission;
    private final Timer timer;
    private final Events events;
    private final TlsBuffers buffers = new TlsBuffers();
    private final HandshakeWork handshakes =
            new HandshakeWork(Runtime.getRuntime().availableProcessors());

    public Network(ConnectionLimits limits, Timer timer, Events events) {
        this.admission = new Admission(limits);
        this.timer = timer;
        this.events = events;
    }

    /// Listens, and serves each client on a virtual thread of its own.
    ///
    /// @throws IOException if the address is taken or not ours to have
    public Listener listen(ListenAddress address, Service service) throws IOException {
        Listener listener =
                switch (address) {
                    case ListenAddress.Tcp tcp -> {
                        ServerSocketChannel channel = bind(tcp.socket());
                        yield new Listener(
                                this,
                                service,
                                channel,
                                Peers.text(channel.getLocalAddress()),
                                Optional.empty());
                    }
                    case ListenAddress.Unix unix -> {
                        UnixSocketFile file = UnixSocketFile.listen(unix, BACKLOG);
                        yield new Listener(
                                this,
                                service,
                                file.channel(),
                                unix.path().toString(),
                                Optional.of(file));
                    }
                };
        listener.start();
        events.happened(new Event.Listening(service.protocol(), listener.address()));
        return listener;
    }

    Admission admission() {
        return admission;
    }

    Timer timer() {
        return timer;
    }

    Events events() {
        return events;
    }

    TlsBuffers buffers() {
        return buffers;
    }

    HandshakeWork handshakes() {
        return handshakes;
    }

    private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
        if (address.isUnresolved()) {
            throw new IOException("no such host: " + address.getHostString());
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel.bind(address, BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "cannot listen on " + Peers.text(address) + ": " + e.getMessage(), e);
        }
    }
}
