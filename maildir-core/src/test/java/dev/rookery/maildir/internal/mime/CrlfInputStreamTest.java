// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrlfInputStreamTest {
    private static final String BYTES = "a\r\n\n\u00ff\0";
    private static final int ROUNDS = 4_000;
    private static final long SEED = 1;

    private static String crlf(String any) {
        return any.replaceAll("(?<!\r)\n", "\r\n");
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Gives out pieces of any size, none of them empty.
    private static InputStream inPieces(String text, Random random) {
        return new FilterInputStream(bytes(text)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(20)));
            }
        };
    }

    private static String read(InputStream in, Random random) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            if (random.nextInt(3) == 0) {
                int one = in.read();
                if (one < 0) {
                    return Views.latin1(all.toByteArray());
                }
                all.write(one);
                continue;
            }
            byte[] into = new byte[30];
            int offset = random.nextInt(5);
            int wanted = random.nextInt(20);
            int read = in.read(into, offset, wanted);
            if (read < 0) {
                assertThat(wanted).isPositive();
                return Views.latin1(all.toByteArray());
            }
            assertThat(read).isLessThanOrEqualTo(wanted);
            assertThat(read > 0).isEqualTo(wanted > 0);
            all.write(into, offset, read);
        }
    }

    @Test
    void saysWhatAReplacementSaysInPiecesOfAnySize() throws IOException {
        System.out.println("seed of CrlfInputStreamTest: " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(80); left > 0; left--) {
                text.append(BYTES.charAt(random.nextInt(BYTES.length())));
            }
            try (InputStream in = new CrlfInputStream(inPieces(text.toString(), random))) {
                assertThat(read(in, random)).as("round %d", round).isEqualTo(crlf(text.toString()));
                assertThat(in.read()).isEqualTo(-1);
                assertThat(in.read(new byte[1], 0, 1)).isEqualTo(-1);
            }
        }
    }

    /// What it reads at a time ends with a carriage return, or just before or behind one.
    @ParameterizedTest
    @ValueSource(ints = {8_190, 8_191, 8_192, 8_193, 16_383, 16_384})
    void remembersWhatCameBeforeItsBuffer(int length) throws IOException {
        for (String end : new String[] {"\n", "\r\n", "\r", "\r\r\n", "\n\n"}) {
            String text = "x".repeat(length) + end + "next\n";
            try (InputStream in = new CrlfInputStream(bytes(text))) {
                assertThat(Views.latin1(in.readAllBytes())).isEqualTo(crlf(text));
            }
        }
    }

    @Test
    void givesOutNothingOfNothing() throws IOException {
        try (InputStream in = new CrlfInputStream(bytes(""))) {
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[8])).isEqualTo(-1);
            assertThat(in.read(new byte[0])).isZero();
        }
    }

    @Test
    void closesWhatItReads() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        InputStream below =
                new FilterInputStream(bytes("x")) {
                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                };
        new CrlfInputStream(below).close();
        assertThat(closed).hasValue(1);
    }
}
