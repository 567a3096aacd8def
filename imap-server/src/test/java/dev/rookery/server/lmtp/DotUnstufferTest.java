// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotUnstufferTest {
    private static final byte[] ALPHABET = {'.', '\r', '\n', 'a'};

    @ParameterizedTest
    @CsvSource({
        "'.\r\n', ''",
        "'a\r\n.\r\n', 'a\r\n'",
        "'..\r\n.\r\n', '.\r\n'",
        "'.a\r\n.\r\n', 'a\r\n'",
        "'.\ra\r\n.\r\n', '\ra\r\n'",
        "'.\r\r\n.\r\n', '\r\r\n'",
        "'a\n.\n.\r\n\r\n.\r\n', 'a\n.\n.\r\n\r\n'",
        "'a.\r\n.b\r\n.\r\n', 'a.\r\nb\r\n'",
    })
    void takesDotsOut(String wire, String message) {
        assertThat(unstuffed(wire.getBytes(ISO_8859_1), new Random(1))).contains(message);
    }

    @Test
    void agreesWithThePlainReferenceHoweverBytesAreCut() {
        for (int seed = 0; seed < 50_000; seed++) {
            Random random = new Random(seed);
            byte[] wire = new byte[random.nextInt(24)];
            for (int i = 0; i < wire.length; i++) {
                wire[i] = ALPHABET[random.nextInt(ALPHABET.length)];
            }
            byte[] expected = ReferenceUnstuffer.message(wire);
            assertThat(unstuffed(wire, random))
                    .as("seed %d: %s", seed, new String(wire, ISO_8859_1))
                    .isEqualTo(Optional.ofNullable(expected).map(b -> new String(b, ISO_8859_1)));
        }
    }

    @Test
    void leavesWhatFollowsTheMessage() {
        ByteBuffer in = ByteBuffer.wrap("x\r\n.\r\nQUIT\r\n".getBytes(ISO_8859_1));
        DotUnstuffer unstuffer = new DotUnstuffer();
        while (!(unstuffer.next(in) instanceof Input.EndOfBody)) {
            assertThat(in.hasRemaining()).isTrue();
        }
        assertThat(ISO_8859_1.decode(in).toString()).isEqualTo("QUIT\r\n");
    }

    /// The message, or nothing if its end has not come; cuts the bytes at random.
    private static Optional<String> unstuffed(byte[] wire, Random random) {
        DotUnstuffer unstuffer = new DotUnstuffer();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int at = 0;
        while (at < wire.length) {
            int count = 1 + random.nextInt(Math.min(6, wire.length - at));
            ByteBuffer in = ByteBuffer.wrap(wire, at, count);
            at += count;
            boolean more = true;
            while (more) {
                switch (unstuffer.next(in)) {
                    case Input.Body(ByteBuffer piece) -> {
                        assertThat(piece.hasRemaining()).isTrue();
                        byte[] bytes = new byte[piece.remaining()];
                        piece.get(bytes);
                        message.writeBytes(bytes);
                    }
                    case Input.EndOfBody _ -> {
                        return Optional.of(message.toString(ISO_8859_1));
                    }
                    case Input.NeedBytes _ -> more = false;
                    case Input.Line _, Input.OverlongLine _, Input.BareLineEnd _ ->
                            throw new AssertionError("a command inside a message");
                }
            }
        }
        return Optional.empty();
    }
}
