// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
    @Test
    void countsLinesWhateverTheirEnds() throws IOException {
        LineReader lines = reader("a\nbc\r\n\r\r\n\nend", Integer.MAX_VALUE);
        assertThat(lines.next()).isTrue();
        assertThat(lines.after()).isEqualTo(new Position(2, 3, 1));
        assertThat(lines.next()).isTrue();
        assertThat(lines.beforeLineEnd()).isEqualTo(new Position(1, 1, 0));
        assertThat(lines.after()).isEqualTo(new Position(6, 7, 2));
        assertThat(lines.next()).isTrue();
        assertThat(lines.isEmptyLine()).isFalse();
        assertThat(lines.length()).isEqualTo(1);
        assertThat(lines.next()).isTrue();
        assertThat(lines.isEmptyLine()).isTrue();
        assertThat(lines.next()).isTrue();
        assertThat(lines.endsLine()).isFalse();
        assertThat(lines.next()).isFalse();
        assertThat(lines.position()).isEqualTo(new Position(13, 15, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4_096, 100_000})
    void putsPiecesTogetherToTheSameBytes(int pieceBytes) throws IOException {
        Random random = new Random(pieceBytes);
        for (int round = 0; round < 20; round++) {
            String text = lines(random);
            StringBuilder seen = new StringBuilder();
            LineReader lines = reader(text, pieceBytes);
            while (lines.next()) {
                assertThat(lines.startsLine()).isEqualTo(seen.isEmpty() || endsWithLf(seen));
                seen.append(Views.latin1(lines.buffer()), lines.start(), lineEnd(lines));
                seen.append(lines.endsLine() ? "\r\n" : "");
            }
            String crlf = text.replaceAll("(?<!\r)\n", "\r\n");
            assertThat(seen.toString()).isEqualTo(crlf);
            assertThat(lines.position().stored()).isEqualTo(text.length());
            assertThat(lines.position().crlf()).isEqualTo(crlf.length());
        }
    }

    private static int lineEnd(LineReader lines) {
        return lines.start() + lines.length();
    }

    private static boolean endsWithLf(StringBuilder text) {
        return text.charAt(text.length() - 1) == '\n';
    }

    /// Some lines longer than the buffer, some carriage returns at its edge.
    private static String lines(Random random) {
        StringBuilder text = new StringBuilder();
        String[] ends = {"\n", "\r\n", "\r", "\r\r\n", ""};
        for (int i = 0; i < 40; i++) {
            int length = random.nextInt(10) == 0 ? random.nextInt(70_000) : random.nextInt(80);
            text.append("x".repeat(length)).append(ends[random.nextInt(ends.length)]);
        }
        return text.toString();
    }

    @Test
    void givesTheBeginningOfALineThatTheBufferCannotHold() throws IOException {
        LineReader lines = reader("short\n" + "y".repeat(200_000) + "\n", 1_000);
        lines.next();
        lines.next();
        assertThat(lines.startsLine()).isTrue();
        assertThat(lines.length()).isGreaterThanOrEqualTo(4_096);
    }

    @Test
    void complainsOfAMessageThatIsShorterThanItSays() {
        LineReader lines = new LineReader(ArrayBytes.of("abc"), Position.START, 10);
        assertThatThrownBy(lines::next).isInstanceOf(EOFException.class);
    }

    private static LineReader reader(String text, int pieceBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new LineReader(new ArrayBytes(bytes, pieceBytes), Position.START, bytes.length);
    }
}
