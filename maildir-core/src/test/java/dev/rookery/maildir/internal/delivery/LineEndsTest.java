// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineEndsTest {
    /// Escapes in the rows: `\r` and `\n`.
    private static String text(String escaped) {
        return escaped.replace("\\r", "\r").replace("\\n", "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "a\\n, a\\n, 3",
        "a\\r\\n, a\\n, 3",
        "a\\rb, a\\rb, 3",
        "a\\r\\r\\n, a\\r\\r\\n, 4",
        "\\r\\r\\r\\nb, \\r\\r\\r\\nb, 5",
    })
    void convertsWholeLinesAndLeavesTheRest(String given, String onDisk, long virtualBytes) {
        byte[] in = text(given).getBytes(US_ASCII);
        byte[] out = new byte[in.length + 1];
        LineEnds lineEnds = new LineEnds();
        int written = lineEnds.convert(in, 0, in.length, out);
        assertThat(new String(out, 0, written, US_ASCII)).isEqualTo(text(onDisk));
        assertThat(lineEnds.virtualBytes()).isEqualTo(virtualBytes);
    }
}
