// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.LineEnds;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LineEndConversionTest {
    private static final int ROUNDS = 5_000;
    private static final String BYTES = "a\r\n\r\n";

    /// Escapes in the rows: `\r` and `\n`.
    private static String text(String escaped) {
        return escaped.replace("\\r", "\r").replace("\\n", "\n");
    }

    private static String crlf(String any) {
        return any.replaceAll("(?<!\r)\n", "\r\n");
    }

    private static String convert(LineEndConversion conversion, String text, Random cuts) {
        byte[] in = text.getBytes(US_ASCII);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] out = new byte[0];
        for (int at = 0, length; at < in.length; at += length) {
            length = 1 + cuts.nextInt(in.length - at);
            out = new byte[conversion.roomFor(length)];
            all.write(out, 0, conversion.convert(in, at, length, out));
        }
        out = new byte[1];
        all.write(out, 0, conversion.finish(out, 0));
        return all.toString(US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "a, a, a",
        "a\\n, a\\n, a\\r\\n",
        "a\\r\\n, a\\n, a\\r\\n",
        "a\\r\\nb\\nc, a\\nb\\nc, a\\r\\nb\\r\\nc",
        "\\n\\r\\n\\n, \\n\\n\\n, \\r\\n\\r\\n\\r\\n",
        "a\\rb, a\\rb, a\\rb",
        "a\\r, a\\r, a\\r",
        "a\\r\\r\\n, a\\r\\r\\n, a\\r\\r\\n",
        "\\r\\r\\r\\nb, \\r\\r\\r\\nb, \\r\\r\\r\\nb",
    })
    void convertsWholeLinesAndLeavesTheRest(String in, String lf, String crlf) {
        Random once = new Random(1);
        assertThat(convert(new LineEndConversion(LineEnds.LF), text(in), once)).isEqualTo(text(lf));
        assertThat(convert(new LineEndConversion(LineEnds.CRLF), text(in), once))
                .isEqualTo(text(crlf));
    }

    @ParameterizedTest
    @EnumSource
    void saysTheSameWithCrlfWhateverLiesOnDisk(LineEnds lineEnds) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(BYTES.charAt(random.nextInt(BYTES.length())));
            }
            LineEndConversion conversion = new LineEndConversion(lineEnds);
            String onDisk = convert(conversion, text.toString(), random);
            String told = crlf(text.toString());
            assertThat(crlf(onDisk)).as("seed %d: %s", seed, text).isEqualTo(told);
            assertThat(conversion.virtualBytes()).as("seed %d", seed).isEqualTo(told.length());
            assertThat(conversion.physicalBytes()).as("seed %d", seed).isEqualTo(onDisk.length());
        }
    }

    @Test
    void leavesNothingToConvertWhereLinesAreToEndWithCrlf() {
        String told = crlf("Subject: x\n\nbody\r\n\rend");
        assertThat(convert(new LineEndConversion(LineEnds.CRLF), told, new Random(1)))
                .isEqualTo(told);
    }
}
