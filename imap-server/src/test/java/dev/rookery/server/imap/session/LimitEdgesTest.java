// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each limit of a command one below, at, one above and ten times its edge, sent whole and in
/// pieces: how it is refused, and that the session goes on or ends.
@SuppressWarnings("NullAway.Init") // a server is started before each test
class LimitEdgesTest {
    private static final int APPEND_BYTES_MAX = 1_000;

    @TempDir private Path directory;
    private TestServer server;
    private MemoryTransport client;

    @BeforeEach
    void start() throws InterruptedException {
        var limits = TestServer.limits(APPEND_BYTES_MAX, MessageLimit.NONE);
        server = new TestServer(directory, TestServer.settings(limits));
        client = server.connect(InetAddress.getLoopbackAddress());
        assertThat(client.receiveLine()).startsWith("* OK");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> edges() {
        return CommandEdges.all().stream()
                .flatMap(edge ->
                        IntStream.of(edge.max() - 1, edge.max(), edge.max() + 1, 10 * edge.max())
                                .boxed()
                                .flatMap(size ->
                                        Stream.of(
                                                Arguments.of(edge, size, false),
                                                Arguments.of(edge, size, true))));
    }

    @ParameterizedTest
    @MethodSource("edges")
    void holdToTheLastOne(CommandEdges.Edge edge, int size, boolean inPieces) throws Exception {
        if (edge.loggedIn()) {
            assertThat(say("l LOGIN anna secret", "l ")).startsWith("l OK");
            assertThat(say("s SELECT INBOX", "s ")).startsWith("s OK");
        }
        String answer = "";
        for (String part : edge.parts(size)) {
            send(part, inPieces);
            answer = answer();
            if (!answer.startsWith("+")) {
                break;
            }
        }
        boolean beyond = size > edge.max();
        assertThat(answer).matches("(?s)" + (beyond ? edge.beyond() : edge.within()) + ".*");
        if (beyond && edge.ends()) {
            assertEnds(answer);
        } else {
            assertThat(say("z NOOP", "z ")).startsWith("z OK");
        }
    }

    private void assertEnds(String answer) throws InterruptedException {
        String bye = answer.startsWith("* BYE") ? answer : client.receiveLine();
        assertThat(bye).startsWith("* BYE [TOOBIG]");
        assertThat(client.receiveLine()).isEmpty();
        assertThat(client.isClosed()).isTrue();
    }

    /// The first line that is no untagged data.
    private String answer() throws InterruptedException {
        String line = client.receiveResponse();
        while (line.startsWith("* ") && !line.startsWith("* B")) {
            line = client.receiveResponse();
        }
        return line.strip();
    }

    private String say(String line, String tag) throws InterruptedException {
        send(line + "\r\n", false);
        String answer = client.receiveResponse();
        while (!answer.isEmpty() && !answer.startsWith(tag)) {
            answer = client.receiveResponse();
        }
        return answer;
    }

    private void send(String text, boolean inPieces) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (byte[] piece : inPieces ? pieces(bytes) : List.of(bytes)) {
            client.send(piece);
        }
    }

    /// The last bytes one by one, those before at a few random places.
    private static List<byte[]> pieces(byte[] bytes) {
        Random random = new Random(bytes.length);
        List<byte[]> pieces = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int left = bytes.length - at;
            int count =
                    left <= 20
                            ? 1
                            : 1
                                    + random.nextInt(
                                            Math.max(1, Math.min(left - 20, 1 + bytes.length / 4)));
            pieces.add(java.util.Arrays.copyOfRange(bytes, at, at + count));
            at += count;
        }
        return pieces;
    }
}
