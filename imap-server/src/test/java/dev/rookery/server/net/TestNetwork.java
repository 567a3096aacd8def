// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import static org.awaitility.Awaitility.await;

import dev.rookery.server.observe.Event;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A network on the loopback address whose time stands still; closes what it opened.
final class TestNetwork implements Closeable {
    static final Duration CLIENT_PATIENCE = Duration.ofSeconds(20);

    final ManualTimer timer = new ManualTimer();
    final List<Event> events = new CopyOnWriteArrayList<>();
    final Network network;
    private final List<Closeable> opened = new ArrayList<>();

    TestNetwork() {
        this(ConnectionLimits.DEFAULT);
    }

    TestNetwork(ConnectionLimits limits) {
        network = new Network(limits, timer, events::add);
    }

    /// Says back what it hears until the client leaves.
    static void echo(Transport transport) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        while (transport.read(buffer.clear()) >= 0) {
            transport.write(buffer.flip());
        }
    }

    static void say(Transport transport, String words) throws IOException {
        transport.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.US_ASCII)));
    }

    Listener listen(ConnectionHandler handler) throws IOException {
        return listen(handler, Optional.empty());
    }

    Listener listen(ConnectionHandler handler, Optional<ServerTls> tls) throws IOException {
        return listen(
                new ListenAddress.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                new Service("test", handler, tls, false));
    }

    Listener listen(ListenAddress address, Service service) throws IOException {
        Listener listener = network.listen(address, service);
        opened.add(() -> closeImpatiently(listener));
        return listener;
    }

    Socket connect(Listener listener) throws IOException {
        Socket socket = new Socket();
        opened.add(socket);
        socket.setSoTimeout(Math.toIntExact(CLIENT_PATIENCE.toMillis()));
        socket.connect(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), listener.port().orElseThrow()));
        return socket;
    }

    /// Reads to the end; a reset counts as one.
    static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        for (Closeable one : opened.reversed()) {
            one.close();
        }
    }

    /// Lets time pass until the listener gives up even on handlers that do not end.
    private void closeImpatiently(Listener listener) {
        Thread closing = Thread.ofVirtual().start(() -> listener.close(Duration.ZERO));
        await().until(() -> {
            timer.advance(Listener.LAST_WORK_MAX);
            return !closing.isAlive();
        });
    }
}
