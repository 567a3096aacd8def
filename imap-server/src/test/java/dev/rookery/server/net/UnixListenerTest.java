// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixListenerTest {
    @TempDir private Path directory;
    private Path path = Path.of("/");
    private final TestNetwork net = new TestNetwork();

    @BeforeEach
    void choosePath() {
        path = directory.resolve("lmtp");
    }

    @AfterEach
    void close() throws IOException {
        net.close();
    }

    @Test
    void listensWithTheModeAndOwnerAskedFor() throws IOException {
        PosixFileAttributes ours = Files.readAttributes(directory, PosixFileAttributes.class);
        Service service = new Service("test", TestNetwork::echo, Optional.empty(), true);
        net.listen(
                new ListenAddress.Unix(
                        path,
                        PosixFilePermissions.fromString("rw-rw----"),
                        Optional.of(ours.owner().getName()),
                        Optional.of(ours.group().getName())),
                service);
        PosixFileAttributes socket = Files.readAttributes(path, PosixFileAttributes.class);
        assertThat(PosixFilePermissions.toString(socket.permissions())).isEqualTo("rw-rw----");
        assertThat(socket.owner()).isEqualTo(ours.owner());
        assertThat(socket.group()).isEqualTo(ours.group());
        assertThat(echo("hello")).isEqualTo("hello");
        assertThat(filesThere()).containsExactly(path);
    }

    @Test
    void namesLoopbackAndThePathAsItsPeer() throws IOException {
        listen(transport -> TestNetwork.say(transport, transport.peer().toString()));
        Peer peer = new Peer(InetAddress.getLoopbackAddress(), 0, path.toString(), false);
        assertThat(echo("")).isEqualTo(peer.toString());
    }

    @Test
    void replacesASocketOnWhichNobodyAnswers() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
        listen(TestNetwork::echo);
        assertThat(echo("alive")).isEqualTo("alive");
    }

    @Test
    void leavesASocketOnWhichSomebodyAnswers() throws IOException {
        listen(TestNetwork::echo);
        assertThatIOException()
                .isThrownBy(() -> listen(TestNetwork::echo))
                .withMessageContaining(path.toString());
        assertThat(echo("still here")).isEqualTo("still here");
    }

    @Test
    void neverReplacesAnythingButASocket() throws IOException {
        Files.writeString(path, "precious");
        assertThatIOException()
                .isThrownBy(() -> listen(TestNetwork::echo))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(path).hasContent("precious");
        assertThat(filesThere()).containsExactly(path);
    }

    @Test
    void takesItsFileAlongWhenItCloses() throws IOException {
        listen(TestNetwork::echo).close(Duration.ZERO);
        assertThat(filesThere()).isEmpty();
    }

    @Test
    void leavesASocketThatAnotherServerPutInItsPlace() throws IOException {
        Listener first = listen(TestNetwork::echo);
        Files.move(path, directory.resolve("moved away"));
        listen(TestNetwork::echo);
        first.close(Duration.ZERO);
        assertThat(echo("second")).isEqualTo("second");
    }

    @Test
    void takesAThousandClientsThatComeAtOnce() throws IOException {
        listen(TestNetwork::echo);
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            clients.add(SocketChannel.open(UnixDomainSocketAddress.of(path)));
        }
        for (SocketChannel client : clients) {
            client.write(ByteBuffer.wrap(new byte[] {'x'}));
            assertThat(client.read(ByteBuffer.allocate(1))).isOne();
            client.close();
        }
    }

    @Test
    void saysWhyItCannotListen() throws IOException {
        refuses(
                directory.resolve("no/such/directory"),
                Optional.empty(),
                "there is no directory for");
        refuses(directory.resolve("x".repeat(100)), Optional.empty(), "at most 107 bytes");
        refuses(path, Optional.of("no-such-user"), "there is no user no-such-user");
        assertThat(filesThere()).isEmpty();
    }

    private void refuses(Path path, Optional<String> owner, String why) {
        var address =
                new ListenAddress.Unix(
                        path,
                        PosixFilePermissions.fromString("rw-------"),
                        owner,
                        Optional.empty());
        Service service = new Service("test", TestNetwork::echo, Optional.empty(), true);
        assertThatIOException()
                .isThrownBy(() -> net.listen(address, service))
                .withMessageContaining(why)
                .withMessageContaining(path.toString());
    }

    @Test
    void wantsAnAbsolutePath() {
        assertThatIllegalArgumentException().isThrownBy(() -> address(Path.of("lmtp")));
    }

    private Listener listen(ConnectionHandler handler) throws IOException {
        return net.listen(address(path), new Service("test", handler, Optional.empty(), true));
    }

    private static ListenAddress.Unix address(Path path) {
        return new ListenAddress.Unix(
                path,
                PosixFilePermissions.fromString("rw-------"),
                Optional.empty(),
                Optional.empty());
    }

    private List<Path> filesThere() throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }

    private String echo(String words) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            client.write(ByteBuffer.wrap(words.getBytes(US_ASCII)));
            client.shutdownOutput();
            ByteBuffer heard = ByteBuffer.allocate(1_000);
            while (client.read(heard) >= 0) {
                assertThat(heard.hasRemaining()).isTrue();
            }
            return US_ASCII.decode(heard.flip()).toString();
        }
    }
}
