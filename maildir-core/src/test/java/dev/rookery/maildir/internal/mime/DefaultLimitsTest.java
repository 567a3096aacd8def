// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Section;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much of a message is understood, to the last part, level, byte and address; what the limits
/// do is told in [LimitsTest].
class DefaultLimitsTest {
    private static final int HEADER_BYTES = 1024 * 1024;
    private static final int ALL_HEADER_BYTES = 10 * 1024 * 1024;
    private static final int ADDRESSES = 50_000;
    private static final String MULTIPART = "Content-Type: multipart/mixed; boundary=b\n";

    /// The message is a part itself.
    @ParameterizedTest
    @CsvSource({"9998, 9998, false", "9999, 9999, true", "10000, 9999, true"})
    void tenThousandParts(int sent, int seen, boolean rest) throws IOException {
        String message =
                MULTIPART
                        + "\n"
                        + IntStream.rangeClosed(1, sent)
                                .mapToObj(i -> "--b\n\npart " + i + "\n")
                                .collect(Collectors.joining())
                        + "--b--\n";
        MessageView view = Views.of(message);
        String last = Views.text(Views.section(view, new Section.Content(), seen));
        assertThat(last).startsWith("part " + seen);
        assertThat(last.contains("--b--")).isEqualTo(rest);
        assertThat(Views.section(view, new Section.Content(), seen + 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"98, false", "99, false", "100, true", "101, true"})
    void aHundredLevels(int nested, boolean cut) throws IOException {
        String message = "Content-Type: message/rfc822\n\n".repeat(nested) + "\nlast";
        String body = Views.body(message);
        assertThat(body.contains("\"application\" \"octet-stream\"")).isEqualTo(cut);
    }

    private static String filler(int bytes) {
        return "X: " + "x".repeat(bytes - 4) + "\n";
    }

    @ParameterizedTest
    @CsvSource({"0, 0123456789", "1, 012345678"})
    void aMebibyteOfHeader(int more, String seen) throws IOException {
        String field = "Subject: 0123456789";
        String message = filler(HEADER_BYTES - field.length() + more) + field + "\n\nbody";
        assertThat(Views.envelope(message)).contains('"' + seen + '"');
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 9"})
    void tenMebibytesOfAllHeaders(int more, int seen) throws IOException {
        String type = "Content-Type: image/png";
        StringBuilder message = new StringBuilder(MULTIPART).append('\n');
        for (int i = 0; i < 9; i++) {
            String filler = filler(HEADER_BYTES - type.length() - 1);
            message.append("--b\n").append(filler).append(type).append("\n\n\n");
        }
        int left = ALL_HEADER_BYTES - 9 * HEADER_BYTES - MULTIPART.length() - type.length();
        message.append("--b\n").append(filler(left + more)).append(type).append("\n\n\n");
        assertThat(Views.body(message.toString()).split("\"png\"", -1)).hasSize(seen + 1);
    }

    @Test
    void fiftyThousandAddresses() throws IOException {
        String to = "To: a@b" + ",a@b".repeat(ADDRESSES - 1);
        assertThat(Views.envelope(to + "\n\n").split("\"a\"", -1)).hasSize(ADDRESSES + 1);
        assertThat(Views.envelope(to + ",a@b\n\n").split("\"a\"", -1)).hasSize(ADDRESSES + 1);
    }
}
