// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.server.imap.response.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 4978, and how it ends: RFC 8437 §4.1.
class CompressionTest {
    private static final String LAST = "a NOOP\r\na NOOP\r\nb UNAUTHENTICATE\r\n";
    private static final String PLAIN = "c LOGIN anna secret\r\n";

    @ParameterizedTest
    @ValueSource(ints = {Deflater.SYNC_FLUSH, Deflater.FULL_FLUSH})
    void leavesWhatComesBehindAFlush(int flush) throws Exception {
        for (int level : List.of(Deflater.BEST_COMPRESSION, Deflater.NO_COMPRESSION)) {
            endsWhereverItIsCut(deflated(level, flush), LAST.length());
        }
    }

    @Test
    void leavesWhatComesBehindTheEndOfTheStream() throws Exception {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(LAST.getBytes(ISO_8859_1));
        deflater.finish();
        endsWhereverItIsCut(all(deflater, Deflater.NO_FLUSH), LAST.length());
    }

    @Test
    void hasNoEndUnlessBothSidesKnow() throws Exception {
        byte[] stream = deflated(Deflater.DEFAULT_COMPRESSION, Deflater.SYNC_FLUSH);
        Client client = new Client(Integer.MAX_VALUE);
        client.receive(stream);
        assertThatThrownBy(() -> client.receive("\u0007 plain\r\n".getBytes(ISO_8859_1)))
                .isInstanceOf(DataFormatException.class);
        assertThat(client.inflated()).isEqualTo(LAST);
    }

    @Test
    void answersPlainlyBehindTheEnd() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (Compression compression = new Compression()) {
            compression.end();
            compression.deflate(ByteBuffer.wrap(PLAIN.getBytes(ISO_8859_1)), into(sent));
        }
        assertThat(sent.toString(ISO_8859_1)).isEqualTo(PLAIN);
    }

    /// Feeds `stream` and what is plain behind it, cut in two at every place.
    private static void endsWhereverItIsCut(byte[] stream, int length) throws Exception {
        byte[] bytes = Arrays.copyOf(stream, stream.length + PLAIN.length());
        System.arraycopy(PLAIN.getBytes(ISO_8859_1), 0, bytes, stream.length, PLAIN.length());
        for (int cut = 0; cut <= bytes.length; cut++) {
            Client client = new Client(length);
            client.receive(Arrays.copyOf(bytes, cut));
            client.receive(Arrays.copyOfRange(bytes, cut, bytes.length));
            assertThat(client.inflated()).as("inflated, cut at %d", cut).isEqualTo(LAST);
            assertThat(client.plain()).as("plain, cut at %d", cut).isEqualTo(PLAIN);
        }
    }

    private static byte[] deflated(int level, int flush) {
        Deflater deflater = new Deflater(level, true);
        deflater.setInput(LAST.getBytes(ISO_8859_1));
        return all(deflater, flush);
    }

    private static byte[] all(Deflater deflater, int flush) {
        try (deflater) {
            byte[] bytes = new byte[1_000];
            return Arrays.copyOf(bytes, deflater.deflate(bytes, 0, bytes.length, flush));
        }
    }

    private static Sink into(ByteArrayOutputStream bytes) {
        return piece -> {
            while (piece.hasRemaining()) {
                bytes.write(piece.get());
            }
        };
    }

    /// A client whose stream ends once so many bytes were inflated.
    private static final class Client {
        private final int length;
        private final Compression compression = new Compression();
        private final ByteArrayOutputStream inflated = new ByteArrayOutputStream();
        private final ByteArrayOutputStream plain = new ByteArrayOutputStream();

        Client(int length) {
            this.length = length;
        }

        void receive(byte[] bytes) throws IOException, DataFormatException {
            ByteBuffer received = ByteBuffer.wrap(bytes);
            if (plain.size() == 0) {
                compression.inflate(received, this::take);
            }
            into(plain).write(received);
        }

        private void take(ByteBuffer piece) throws IOException {
            into(inflated).write(piece);
            if (inflated.size() >= length) {
                compression.end();
            }
        }

        String inflated() {
            return inflated.toString(ISO_8859_1);
        }

        String plain() {
            return plain.toString(ISO_8859_1);
        }
    }
}
