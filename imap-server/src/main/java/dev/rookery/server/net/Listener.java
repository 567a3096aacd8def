// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import dev.rookery.server.limits.ServerLimits;
import dev.rookery.server.net.InputEndedException.Reason;
import dev.rookery.server.observe.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// Lets clients in at one address until it is closed.
public final class Listener {
    /// How long a handler may go on after its connection was closed under it.
    static final Duration LAST_WORK_MAX = Duration.ofSeconds(5);

    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(1);

    private final Network network;
    private final Service service;
    private final ServerSocketChannel channel;
    private final String address;
    private final Optional<UnixSocketFile> file;
    private final Set<PlainTransport> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread accepting;
    private volatile boolean stopping;

    Listener(
            Network network,
            Service service,
            ServerSocketChannel channel,
            String address,
            Optional<UnixSocketFile> file) {
        this.network = network;
        this.service = service;
        this.channel = channel;
        this.address = address;
        this.file = file;
        this.accepting =
                Thread.ofVirtual().name(service.protocol() + " " + address).unstarted(this::accept);
    }

    void start() {
        accepting.start();
    }

    /// Where it listens: `127.0.0.1:993`, `[::]:993`, or the path of a socket.
    public String address() {
        return address;
    }

    /// The TCP port; empty for a unix socket.
    public Optional<Integer> port() throws IOException {
        return channel.getLocalAddress() instanceof InetSocketAddress socket
                ? Optional.of(socket.getPort())
                : Optional.empty();
    }

    /// Lets nobody in any more and asks all handlers to end, through [InputEndedException]. Returns
    /// at once; [#close] waits.
    public void stop() {
        stopping = true;
        try {
            channel.close();
            if (file.isPresent()) {
                file.get().remove();
            }
        } catch (IOException e) {
            trouble(e);
        }
        open.forEach(transport -> transport.endInput(Reason.SHUTDOWN));
        endedWhenEmpty();
    }

    /// Stops, waits for the handlers as long as `grace`, then closes what is still open.
    public void close(Duration grace) {
        stop();
        Timer.Alarm impatience =
                network.timer()
                        .after(
                                grace,
                                () -> open.forEach(t -> t.abort("the server is shutting down")));
        Timer.Alarm surrender = network.timer().after(grace.plus(LAST_WORK_MAX), ended::countDown);
        try {
            ended.await();
        } catch (InterruptedException hurried) {
            open.forEach(transport -> transport.abort("the server is shutting down"));
            Thread.currentThread().interrupt();
        } finally {
            impatience.cancel();
            surrender.cancel();
        }
    }

    private void accept() {
        while (!stopping) {
            try {
                admit(channel.accept());
            } catch (IOException e) {
                if (!stopping) {
                    trouble(e);
                    LockSupport.parkNanos(PAUSE_AFTER_TROUBLE.toNanos());
                }
            } catch (RuntimeException e) {
                network.events().happened(new Event.Bug("listener " + address, e));
            }
        }
    }

    private void admit(SocketChannel client) throws IOException {
        try {
            Peer peer = Peers.of(client, address);
            if (peer.port() != 0) {
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            }
            Optional<Admission.Ticket> ticket =
                    network.admission().admit(peer.address(), service.trusted());
            if (ticket.isPresent()) {
                begin(client, peer, ticket.get());
            } else {
                disconnected(peer.address(), "too many connections");
                client.close();
            }
        } catch (IOException e) {
            // The client left while it came in.
            client.close();
        }
    }

    private void begin(SocketChannel client, Peer peer, Admission.Ticket ticket) {
        PlainTransport transport = new PlainTransport(client, peer, ticket, network.timer());
        ticket.onEviction(transport::abort);
        open.add(transport);
        if (stopping) {
            transport.endInput(Reason.SHUTDOWN);
        }
        Thread.ofVirtual()
                .name(service.protocol() + " " + peer.address().getHostAddress())
                .start(() -> serve(transport, ticket));
    }

    private void serve(PlainTransport raw, Admission.Ticket ticket) {
        InetAddress client = raw.peer().address();
        try (ticket;
                raw;
                Transport transport = secured(raw)) {
            service.handler().serve(transport);
        } catch (IOException e) {
            disconnected(client, reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            disconnected(client, "interrupted");
        } catch (RuntimeException | Error e) {
            network.events().happened(new Event.Bug(service.protocol() + " connection", e));
        } finally {
            open.remove(raw);
            endedWhenEmpty();
        }
    }

    private Transport secured(PlainTransport raw) throws IOException {
        if (service.tls().isEmpty()) {
            return raw;
        }
        return service.startTls()
                ? new StartTlsTransport(raw, () -> handshake(raw, service.tls().get()))
                : handshake(raw, service.tls().get());
    }

    private Transport handshake(PlainTransport raw, ServerTls tls) throws IOException {
        Deadline deadline =
                new Deadline(
                        network.timer(),
                        () ->
                                raw.abort(
                                        "no TLS handshake in "
                                                + ServerLimits.HANDSHAKE_MAX.toSeconds()
                                                + " s"));
        deadline.in(ServerLimits.HANDSHAKE_MAX);
        try {
            return TlsTransport.handshake(
                    raw, tls.newEngine(), network.buffers(), network.handshakes());
        } finally {
            deadline.cancel();
        }
    }

    private void endedWhenEmpty() {
        if (stopping && open.isEmpty()) {
            ended.countDown();
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private void disconnected(InetAddress client, String reason) {
        network.events().happened(new Event.Disconnected(service.protocol(), client, reason));
    }

    private void trouble(IOException e) {
        network.events()
                .happened(new Event.NetworkTrouble(service.protocol() + " listener " + address, e));
    }
}
