// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.server.limits.ServerLimits;
import dev.rookery.server.observe.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    @TempDir private Path directory;
    private Path chain = Path.of("/");
    private Path key = Path.of("/");
    private final TestNetwork net = new TestNetwork();

    @BeforeEach
    void makeCertificate() throws IOException {
        chain = directory.resolve("chain.pem");
        key = directory.resolve("key.pem");
        certificate(chain, key);
    }

    @AfterEach
    void close() throws IOException {
        net.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void carriesBytesBothWays(String version) throws Exception {
        Listener listener = listen(TestNetwork::echo, TlsVersion.TLS_1_2);
        SSLSocket client = connect(listener, version);
        assertThat(client.getSession().getProtocol()).isEqualTo(version);
        byte[] sent = new byte[3_000_000];
        new Random(1).nextBytes(sent);
        Thread sending = Thread.ofVirtual().start(() -> send(client, sent));
        assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
        sending.join();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20_000})
    void readsIntoBuffersOfAnySize(int bytes) throws Exception {
        Listener listener =
                listen(
                        transport -> {
                            ByteBuffer buffer = ByteBuffer.allocate(bytes);
                            while (transport.read(buffer.clear()) > 0) {
                                transport.write(buffer.flip());
                            }
                        },
                        TlsVersion.TLS_1_2);
        SSLSocket client = connect(listener);
        byte[] sent = new byte[20_000];
        new Random(2).nextBytes(sent);
        Thread sending = Thread.ofVirtual().start(() -> send(client, sent));
        assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
        sending.join();
    }

    @Test
    void tellsThatItIsSecure() throws Exception {
        Listener listener =
                listen(
                        transport -> TestNetwork.say(transport, "" + transport.peer().secure()),
                        TlsVersion.TLS_1_2);
        SSLSocket client = connect(listener);
        assertThat(client.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("true");
    }

    @Test
    void speaksOnlyTheVersionsAskedFor() throws Exception {
        Listener listener = listen(TestNetwork::echo, TlsVersion.TLS_1_3);
        assertThat(connect(listener, "TLSv1.3", "TLSv1.2").getSession().getProtocol())
                .isEqualTo("TLSv1.3");
        assertThatThrownBy(() -> connect(listener, "TLSv1.2")).isInstanceOf(SSLException.class);
        awaitDisconnect();
    }

    @Test
    void answersTls11WithAProtocolVersionAlert() throws Exception {
        Listener listener = listen(TestNetwork::echo, TlsVersion.TLS_1_2);
        Socket client = net.connect(listener);
        String random = "00".repeat(32);
        String suites = "0006" + "c00a" + "c014" + "002f";
        String hello = "0302" + random + "00" + suites + "0100";
        String handshake = "010000" + HexFormat.of().toHexDigits((byte) (hello.length() / 2));
        String record = "16030100" + HexFormat.of().toHexDigits((byte) (hello.length() / 2 + 4));
        client.getOutputStream().write(HexFormat.of().parseHex(record + handshake + hello));
        byte[] alert = client.getInputStream().readAllBytes();
        assertThat(alert).startsWith(21, 3).endsWith(2, 70);
        awaitDisconnect();
    }

    @Test
    void closesHalfAHandshakeAtItsDeadline() throws Exception {
        Listener listener = listen(TestNetwork::echo, TlsVersion.TLS_1_2);
        Socket silent = net.connect(listener);
        Socket half = net.connect(listener);
        half.getOutputStream().write(HexFormat.of().parseHex("1603010200010001fc0303"));
        await().until(() -> net.timer.pending() == 2);
        net.timer.advance(ServerLimits.HANDSHAKE_MAX.minusNanos(1));
        assertThat(net.events).hasSize(1);
        net.timer.advance(Duration.ofNanos(1));
        assertThat(TestNetwork.readAll(silent)).isEmpty();
        assertThat(TestNetwork.readAll(half)).isEmpty();
        await().until(() -> net.events.size() == 3);
        assertThat(net.events.getLast())
                .isEqualTo(
                        new Event.Disconnected(
                                "test", silent.getInetAddress(), "no TLS handshake in 15 s"));
        await().untilAsserted(() -> assertThat(net.timer.pending()).isZero());
    }

    @Test
    void holdsNoBufferWhileTheClientIsSilent() throws Exception {
        AtomicReference<@Nullable TlsTransport> served = new AtomicReference<>();
        Listener listener =
                listen(
                        transport -> {
                            served.set((TlsTransport) transport);
                            TestNetwork.echo(transport);
                        },
                        TlsVersion.TLS_1_2);
        SSLSocket client = connect(listener);
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
        TlsTransport transport = served.get();
        assertThat(transport).isNotNull();
        await().until(() -> transport != null && !transport.holdsBuffers());
    }

    @Test
    void refusesRenegotiation() throws Exception {
        Listener listener = listen(TestNetwork::echo, TlsVersion.TLS_1_2);
        SSLSocket client = connect(listener, "TLSv1.2");
        assertThatIOException()
                .isThrownBy(() -> {
                    client.startHandshake();
                    client.getOutputStream().write('x');
                    if (client.getInputStream().read() == 'x') {
                        throw new AssertionError("renegotiated");
                    }
                    throw new IOException("closed");
                });
        assertThat(awaitDisconnect().reason()).contains("renegotiation");
    }

    /// Names are not looked up, so that there is nothing to remember of any number of them.
    @Test
    void showsItsOneCertificateWhateverNameIsAskedFor() throws Exception {
        Listener listener = listen(TestNetwork::echo, TlsVersion.TLS_1_2);
        TlsClient client = new TlsClient(chain);
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            String name = Long.toString(random.nextLong() >>> 1, 36) + ".example.org";
            try (SSLSocket socket = client.asking(net.connect(listener), name)) {
                assertThat(socket.getSession().getPeerCertificates()[0])
                        .isEqualTo(TlsClient.certificate(chain));
            }
        }
        await().untilAsserted(() -> assertThat(net.timer.pending()).isZero());
    }

    @Test
    void answersKeyUpdates() throws Exception {
        Listener listener = listen(TestNetwork::echo, TlsVersion.TLS_1_2);
        SSLSocket client = connect(listener, "TLSv1.3");
        for (int i = 0; i < 3; i++) {
            client.startHandshake();
            client.getOutputStream().write('x');
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void showsTheRenewedCertificateAndKeepsSessions() throws Exception {
        Listener listener = listen(TestNetwork::echo, TlsVersion.TLS_1_2);
        SSLSocket before = connect(listener);
        replaceCertificate();
        assertThat(connectTrusting(before, listener)).isTrue();
        net.timer.advance(ServerTls.LOOK_EVERY);
        SSLSocket after = new TlsClient(chain).secure(net.connect(listener));
        for (SSLSocket client : List.of(before, after)) {
            client.getOutputStream().write('x');
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
        assertThat(net.events).hasSize(1);
    }

    @Test
    void keepsItsCertificateWhenTheNewFilesAreBroken() throws Exception {
        Listener listener = listen(TestNetwork::echo, TlsVersion.TLS_1_2);
        TlsClient client = new TlsClient(chain);
        Files.writeString(chain, "-----BEGIN CERTIFICATE-----\nnonsense");
        for (int i = 0; i < 3; i++) {
            net.timer.advance(ServerTls.LOOK_EVERY);
            client.secure(net.connect(listener)).close();
        }
        assertThat(net.events)
                .filteredOn(Event.NetworkTrouble.class::isInstance)
                .singleElement()
                .asString()
                .contains(chain.toString());
        replaceCertificate();
        net.timer.advance(ServerTls.LOOK_EVERY);
        new TlsClient(chain).secure(net.connect(listener)).close();
    }

    @Test
    void keepsItsCertificateWhileTheFilesAreGone() throws Exception {
        Listener listener = listen(TestNetwork::echo, TlsVersion.TLS_1_2);
        TlsClient client = new TlsClient(chain);
        Files.delete(key);
        for (int i = 0; i < 3; i++) {
            net.timer.advance(ServerTls.LOOK_EVERY);
            client.secure(net.connect(listener)).close();
        }
        assertThat(net.events).filteredOn(Event.NetworkTrouble.class::isInstance).hasSize(1);
    }

    @Test
    void refusesToStartWithABrokenCertificate() throws IOException {
        Files.writeString(key, "");
        assertThatIOException()
                .isThrownBy(() -> listen(TestNetwork::echo, TlsVersion.TLS_1_2))
                .withMessageContaining(key.toString());
    }

    @Test
    void saysGoodbyeAndTakesAClientThatDoesNot() throws Exception {
        AtomicReference<String> ended = new AtomicReference<>("");
        Listener listener =
                listen(
                        transport -> {
                            TestNetwork.echo(transport);
                            ended.set("at the end of the input");
                        },
                        TlsVersion.TLS_1_2);
        SSLSocket polite = connect(listener);
        polite.shutdownOutput();
        assertThat(polite.getInputStream().read()).isEqualTo(-1);
        await().until(() -> !ended.getAndSet("").isEmpty());
        Socket bare = net.connect(listener);
        SSLSocket rude = new TlsClient(chain).secure(bare);
        assertThat(rude.isConnected()).isTrue();
        bare.shutdownOutput();
        await().until(() -> !ended.get().isEmpty());
    }

    @Test
    void survivesGarbage() throws Exception {
        Listener listener = listen(TestNetwork::echo, TlsVersion.TLS_1_2);
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] garbage = new byte[random.nextInt(600)];
            random.nextBytes(garbage);
            byte[] start = HexFormat.of().parseHex("16030102000100");
            System.arraycopy(garbage, 0, start, 0, Math.min(seed % 8, garbage.length) / 2);
            try (Socket client = net.connect(listener)) {
                OutputStream out = client.getOutputStream();
                out.write(seed % 3 == 0 ? new byte[0] : start);
                out.write(garbage);
            } catch (IOException reset) {
                assertThat(reset).hasMessageMatching(".*(reset|pipe).*");
            }
        }
        SSLSocket client = connect(listener);
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
        assertThat(net.events).noneMatch(Event.Bug.class::isInstance);
    }

    private Listener listen(ConnectionHandler handler, TlsVersion minimum) throws IOException {
        ServerTls tls = ServerTls.open(chain, key, minimum, net.timer, net.events::add);
        return net.listen(handler, Optional.of(tls));
    }

    private SSLSocket connect(Listener listener, String... protocols)
            throws IOException, GeneralSecurityException {
        return new TlsClient(chain).secure(net.connect(listener), protocols);
    }

    /// Whether the server still shows the certificate that `earlier` saw.
    private boolean connectTrusting(SSLSocket earlier, Listener listener) throws Exception {
        Path old = directory.resolve("old.pem");
        byte[] encoded = earlier.getSession().getPeerCertificates()[0].getEncoded();
        Files.write(old, encoded);
        return new TlsClient(old).secure(net.connect(listener)).isConnected();
    }

    private void replaceCertificate() throws IOException {
        Path newChain = directory.resolve("new-chain.pem");
        Path newKey = directory.resolve("new-key.pem");
        certificate(newChain, newKey);
        Files.delete(chain);
        Files.delete(key);
        Files.move(newChain, chain);
        Files.move(newKey, key);
    }

    private static void certificate(Path chain, Path key) throws IOException {
        new SelfSignedCertificate(
                        List.of("localhost"),
                        Instant.now().minus(Duration.ofDays(1)),
                        Duration.ofDays(30))
                .write(chain, key, new SecureRandom());
    }

    private Event.Disconnected awaitDisconnect() {
        await().until(() -> net.events.getLast() instanceof Event.Disconnected);
        return (Event.Disconnected) net.events.getLast();
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
