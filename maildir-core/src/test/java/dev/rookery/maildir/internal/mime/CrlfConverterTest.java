// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Section;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrlfConverterTest {
    private static final String BYTES = "a\r\n";
    private static final int ALL_UP_TO = 7;
    private static final int SIZE_MAX = 70;
    private static final int ROUNDS = 3_000;
    private static final long SEED = 1;

    /// What is read of a message at first, and then each time.
    private static final int READ_BYTES = 65_536;

    private static String crlf(String any) {
        return any.replaceAll("(?<!\r)\n", "\r\n");
    }

    private static String convert(List<String> pieces) throws IOException {
        CrlfConverter converter = new CrlfConverter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String piece : pieces) {
            byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
            converter.write(bytes, bytes.length, out);
        }
        return Views.latin1(out.toByteArray());
    }

    private static void check(List<String> pieces) throws IOException {
        String escaped = pieces.toString().replace("\r", "\\r").replace("\n", "\\n");
        try {
            assertThat(convert(pieces)).isEqualTo(crlf(String.join("", pieces)));
        } catch (RuntimeException | AssertionError broken) {
            throw new AssertionError("pieces " + escaped, broken);
        }
    }

    /// @param cuts a bit for each place but the last: whether a piece ends there
    private static List<String> cut(String text, int cuts) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = 1; at <= text.length(); at++) {
            if (at == text.length() || (cuts & 1 << (at - 1)) != 0) {
                pieces.add(text.substring(from, at));
                from = at;
            }
        }
        return pieces;
    }

    private static String text(int length, int number) {
        StringBuilder text = new StringBuilder();
        for (int left = number; text.length() < length; left /= BYTES.length()) {
            text.append(BYTES.charAt(left % BYTES.length()));
        }
        return text.toString();
    }

    @Test
    void convertsAllShortTextsHoweverTheyAreCut() throws IOException {
        for (int length = 1, texts = 3; length <= ALL_UP_TO; length++, texts *= BYTES.length()) {
            for (int number = 0; number < texts; number++) {
                for (int cuts = 0; cuts < 1 << (length - 1); cuts++) {
                    check(cut(text(length, number), cuts));
                }
            }
        }
    }

    /// Each buffer has one line end at most, at each place, behind a buffer of each size: what is
    /// kept from that one may be a little too small for this one.
    @Test
    void convertsALineEndAtEachPlaceOfBuffersOfAllSizes() throws IOException {
        for (int before = 0; before <= SIZE_MAX; before++) {
            for (int size = 1; size <= SIZE_MAX; size++) {
                for (int at = 0; at < size; at++) {
                    String piece = "x".repeat(at) + "\n" + "x".repeat(size - at - 1);
                    check(List.of("x".repeat(before), piece, piece));
                }
            }
        }
    }

    @Test
    void convertsPiecesOfAnySizes() throws IOException {
        System.out.println("seed of CrlfConverterTest: " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            int lineChars = 1 + random.nextInt(200);
            List<String> pieces = new ArrayList<>();
            for (int left = random.nextInt(8); left > 0; left--) {
                pieces.add(piece(random, random.nextInt(400), lineChars));
            }
            check(pieces);
        }
    }

    private static String piece(Random random, int length, int lineChars) {
        StringBuilder piece = new StringBuilder();
        while (piece.length() < length) {
            boolean ends = random.nextInt(lineChars) == 0;
            piece.append(ends ? BYTES.charAt(1 + random.nextInt(2)) : 'x');
        }
        return piece.toString();
    }

    @Test
    void takesOnlySoMuchOfABuffer() throws IOException {
        CrlfConverter converter = new CrlfConverter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        converter.write(new byte[] {'a', '\n', '\n'}, 2, out);
        converter.write(new byte[] {'\r', '\r'}, 1, out);
        converter.write(new byte[] {}, 0, out);
        converter.write(new byte[] {'\n'}, 1, out);
        assertThat(Views.latin1(out.toByteArray())).isEqualTo("a\r\n\r\n");
    }

    /// The first read of a body ends where what was read ahead ends, and the next is a sixteenth
    /// longer, all of it one line.
    @Test
    void givesOutALastLineThatIsALittleLongerThanWhatWasReadBefore() throws IOException {
        String header = "Subject: long line\n\n";
        header = "X: " + "y".repeat(4_996 - header.length()) + "\n" + header;
        int first = READ_BYTES - header.length();
        int second = first + first / 16 + 1;
        assertThat(second).isLessThanOrEqualTo(READ_BYTES);
        for (int longer = -2; longer <= 2; longer++) {
            String body = "x".repeat(first + second + longer - 1) + "\n";
            MessageView message = Views.of(header + body);
            assertThat(Views.text(Views.section(message, new Section.BodyText())))
                    .as("%d bytes", second + longer)
                    .isEqualTo(crlf(body));
        }
    }
}
