// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.rookery.server.limits.ServerLimits;
import dev.rookery.server.observe.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private final TestNetwork net = new TestNetwork();

    @AfterEach
    void close() throws IOException {
        net.close();
    }

    @Test
    void servesManyClientsAtOnceOnVirtualThreads() throws IOException {
        Listener listener =
                net.listen(transport -> {
                    assertThat(Thread.currentThread().isVirtual()).isTrue();
                    TestNetwork.echo(transport);
                });
        Socket first = net.connect(listener);
        Socket second = net.connect(listener);
        for (Socket client : new Socket[] {second, first}) {
            client.getOutputStream().write("hello".getBytes(US_ASCII));
            assertThat(client.getInputStream().readNBytes(5)).asString(US_ASCII).isEqualTo("hello");
        }
        assertThat(net.events).containsExactly(new Event.Listening("test", listener.address()));
    }

    @Test
    void tellsWhoIsAtTheOtherEnd() throws IOException {
        Listener listener =
                net.listen(transport -> TestNetwork.say(transport, transport.peer().toString()));
        Socket client = net.connect(listener);
        assertThat(TestNetwork.readAll(client))
                .contains("/127.0.0.1, port=" + client.getLocalPort())
                .contains("local=" + listener.address() + ", secure=false");
    }

    @Test
    void namesTheAddressThatIsTaken() throws IOException {
        Listener listener = net.listen(TestNetwork::echo);
        var taken =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), listener.port().orElseThrow());
        Service service = new Service("test", TestNetwork::echo, Optional.empty(), false);
        assertThatIOException()
                .isThrownBy(() -> net.listen(new ListenAddress.Tcp(taken), service))
                .withMessageContaining(listener.address());
    }

    @Test
    void namesTheHostThatDoesNotExist() {
        var nowhere = InetSocketAddress.createUnresolved("host.invalid", 993);
        Service service = new Service("test", TestNetwork::echo, Optional.empty(), false);
        assertThatIOException()
                .isThrownBy(() -> net.listen(new ListenAddress.Tcp(nowhere), service))
                .withMessageContaining("host.invalid");
    }

    @Test
    void endsTheInputAtTheReadDeadlineAndLetsLastWordsOut() throws IOException {
        Listener listener = net.listen(transport -> saysWhyItsInputEnded(transport, 60));
        Socket client = net.connect(listener);
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
        net.timer.advance(Duration.ofSeconds(59));
        client.getOutputStream().write('y');
        assertThat(client.getInputStream().read()).isEqualTo('y');
        net.timer.advance(Duration.ofSeconds(60));
        assertThat(TestNetwork.readAll(client)).isEqualTo("bye: DEADLINE");
    }

    @Test
    void closesAConnectionWhoseClientDoesNotRead() throws IOException {
        CountDownLatch stuck = new CountDownLatch(1);
        Listener listener =
                net.listen(transport -> {
                    for (int i = 0; ; i++) {
                        transport.write(ByteBuffer.allocate(1 << 20));
                        if (i == 0) {
                            stuck.countDown();
                        }
                    }
                });
        net.connect(listener);
        await().until(() -> net.timer.pending() > 0);
        await().until(() -> {
            net.timer.advance(ServerLimits.OUTPUT_STUCK_MAX);
            return net.events.size() > 1;
        });
        assertThat(net.events.getLast())
                .isEqualTo(
                        new Event.Disconnected(
                                "test",
                                InetAddress.getLoopbackAddress(),
                                "the client does not read"));
    }

    @Test
    void asksHandlersToEndAndWaitsForThem() throws IOException {
        Listener listener = net.listen(transport -> saysWhyItsInputEnded(transport, 60));
        Socket client = net.connect(listener);
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
        listener.close(Duration.ofSeconds(5));
        assertThat(TestNetwork.readAll(client)).isEqualTo("bye: SHUTDOWN");
        assertThatIOException().isThrownBy(() -> net.connect(listener));
        assertThat(net.timer.pending()).isZero();
    }

    @Test
    void closesUnderAHandlerThatDoesNotEndInTime() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        Listener listener =
                net.listen(transport -> {
                    blocked.countDown();
                    while (true) {
                        transport.write(ByteBuffer.allocate(1 << 20));
                    }
                });
        Socket client = net.connect(listener);
        blocked.await();
        Thread closing = Thread.ofVirtual().start(() -> listener.close(Duration.ofSeconds(5)));
        await().until(() -> net.timer.pending() >= 3);
        net.timer.advance(Duration.ofSeconds(5));
        closing.join();
        assertThat(net.events.getLast())
                .isEqualTo(
                        new Event.Disconnected(
                                "test", client.getInetAddress(), "the server is shutting down"));
    }

    @Test
    void givesUpOnAHandlerThatNeverEnds() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Listener listener =
                net.listen(_ -> {
                    working.countDown();
                    release.await();
                });
        net.connect(listener);
        working.await();
        Thread closing = Thread.ofVirtual().start(() -> listener.close(Duration.ofSeconds(5)));
        await().until(() -> net.timer.pending() >= 2);
        net.timer.advance(Duration.ofSeconds(5));
        assertThat(closing.isAlive()).isTrue();
        net.timer.advance(Listener.LAST_WORK_MAX);
        closing.join();
        release.countDown();
    }

    @Test
    void reportsABugAndGoesOn() throws IOException {
        Listener listener =
                net.listen(_ -> {
                    throw new IllegalStateException("a bug");
                });
        assertThat(TestNetwork.readAll(net.connect(listener))).isEmpty();
        assertThat(TestNetwork.readAll(net.connect(listener))).isEmpty();
        await().untilAsserted(() ->
                assertThat(net.events).filteredOn(Event.Bug.class::isInstance).hasSize(2));
    }

    @Test
    void turnsAwayWhoComesOverTheLimit() throws IOException {
        ConnectionLimits limits = new ConnectionLimits(1, 9, 9, 9, _ -> false);
        try (TestNetwork small = new TestNetwork(limits)) {
            Listener listener = small.listen(TestNetwork::echo);
            Socket first = small.connect(listener);
            first.getOutputStream().write('x');
            assertThat(first.getInputStream().read()).isEqualTo('x');
            assertThat(TestNetwork.readAll(small.connect(listener))).isEmpty();
            assertThat(small.events.getLast())
                    .isEqualTo(
                            new Event.Disconnected(
                                    "test", first.getInetAddress(), "too many connections"));
            first.close();
            await().until(() -> echoes(small, listener));
        }
    }

    @Test
    void makesRoomAmongStrangers() throws IOException {
        ConnectionLimits limits = new ConnectionLimits(9, 9, 1, 1, _ -> false);
        try (TestNetwork small = new TestNetwork(limits)) {
            Listener listener = small.listen(TestNetwork::echo);
            Socket first = small.connect(listener);
            first.getOutputStream().write('x');
            assertThat(first.getInputStream().read()).isEqualTo('x');
            assertThat(echoes(small, listener)).isTrue();
            assertThat(TestNetwork.readAll(first)).isEmpty();
        }
    }

    private static boolean echoes(TestNetwork net, Listener listener) throws IOException {
        Socket client = net.connect(listener);
        client.getOutputStream().write('x');
        return client.getInputStream().read() == 'x';
    }

    /// Echoes; each byte gives the client more time.
    private static void saysWhyItsInputEnded(Transport transport, int seconds) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        try {
            transport.readDeadline(Duration.ofSeconds(seconds));
            while (transport.read(one.clear()) > 0) {
                transport.readDeadline(Duration.ofSeconds(seconds));
                transport.write(one.flip());
            }
        } catch (InputEndedException ended) {
            TestNetwork.say(transport, "bye: " + ended.reason());
        }
    }
}
