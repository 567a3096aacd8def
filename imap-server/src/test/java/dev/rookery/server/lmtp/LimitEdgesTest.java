// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.limits.ServerLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each limit one below, at, one above and ten times its edge, sent whole and in pieces: how it is
/// refused, and that the session goes on or ends.
class LimitEdgesTest {
    /// @param says what brings a session to a size
    /// @param within the last reply
    /// @param beyond the same, one further
    record Edge(String what, int max, IntFunction<String> says, String within, String beyond) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static final int MESSAGE_BYTES_MAX = 1_000;
    private static final int RECIPIENTS_MAX = 4;
    private static final int BAD_COMMANDS_MAX = 10;
    private static final String BEGIN = "LHLO mta\r\nMAIL FROM:<>\r\n";

    private static final List<Edge> EDGES =
            List.of(
                    new Edge(
                            "command",
                            ServerLimits.LMTP_LINE_BYTES_MAX,
                            n -> "NOOP " + "x".repeat(n - "NOOP ".length()) + "\r\n",
                            "250 2.0.0 OK",
                            "500 5.5.2 Line too long"),
                    new Edge(
                            "address",
                            ServerLimits.LMTP_PATH_CHARS_MAX,
                            n -> BEGIN + "RCPT TO:<" + "u".repeat(n - "<@x>".length()) + "@x>\r\n",
                            "550 5.1.1",
                            "501 5.1.3|500 5.5.2"),
                    new Edge(
                            "announced message",
                            MESSAGE_BYTES_MAX,
                            n -> "LHLO mta\r\nMAIL FROM:<> SIZE=" + n + "\r\n",
                            "250 2.1.0 OK",
                            "552 5.3.4"),
                    new Edge(
                            "message",
                            MESSAGE_BYTES_MAX,
                            n ->
                                    BEGIN
                                            + "RCPT TO:<anna>\r\nDATA\r\n"
                                            + "x".repeat(n - 2)
                                            + "\r\n.\r\n",
                            "250 2.0.0 <anna> Saved",
                            "552 5.3.4"),
                    new Edge(
                            "recipients",
                            RECIPIENTS_MAX,
                            n -> BEGIN + "RCPT TO:<anna>\r\n".repeat(n),
                            "250 2.1.5 OK",
                            "452 4.5.3"),
                    new Edge(
                            "bad commands",
                            BAD_COMMANDS_MAX - 1,
                            "HELP\r\n"::repeat,
                            "502 5.5.1",
                            "421 4.7.0"));

    static Stream<Arguments> edges() {
        return EDGES.stream()
                .flatMap(edge ->
                        IntStream.of(edge.max() - 1, edge.max(), edge.max() + 1, 10 * edge.max())
                                .boxed()
                                .flatMap(size ->
                                        Stream.of(1, 7, Integer.MAX_VALUE)
                                                .map(piece -> Arguments.of(edge, size, piece))));
    }

    @ParameterizedTest
    @MethodSource("edges")
    void holdToTheLastOne(Edge edge, int size, int pieceBytes) throws IOException {
        ScriptedTransport client = new ScriptedTransport();
        byte[] bytes = (edge.says().apply(size) + "NOOP\r\n").getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; ) {
            int end = pieceBytes > bytes.length - at ? bytes.length : at + pieceBytes;
            client.says(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        new LmtpWorld().serve(client);
        List<String> replies = client.heard().lines().toList();
        boolean ends = replies.getLast().startsWith("421");
        String last = ends ? replies.getLast() : replies.get(replies.size() - 2);
        assertThat(last).matches("(" + (size > edge.max() ? edge.beyond() : edge.within()) + ").*");
        assertThat(ends).isEqualTo(size > edge.max() && edge.beyond().startsWith("421"));
        assertThat(ends ? "250 2.0.0 OK" : replies.getLast()).isEqualTo("250 2.0.0 OK");
    }
}
