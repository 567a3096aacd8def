// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldNamesTest {
    /// However many are asked for, and however they are compared.
    @ParameterizedTest
    @ValueSource(ints = {0, 14, 500})
    void matchesFieldsWithoutCase(int others) {
        List<String> wanted = new ArrayList<>(List.of("Subject", "to"));
        IntStream.range(0, others).forEach(i -> wanted.add("X-Other-" + i));
        FieldNames names = new FieldNames(wanted);
        for (String line : List.of("sUBJECT: a", "Subject : a", "TO:")) {
            assertThat(matches(names, line)).as(line).isTrue();
        }
        for (String line : List.of("Subjects: a", "Subjec: a", "Subject", " to: a", ":", "X: b")) {
            assertThat(matches(names, line)).as(line).isFalse();
        }
        for (int i = 0; i < others; i++) {
            assertThat(matches(names, "x-other-" + i + ":")).isTrue();
        }
    }

    private static boolean matches(FieldNames names, String line) {
        byte[] bytes = line.getBytes(ISO_8859_1);
        return names.matchLine(bytes, 0, bytes.length);
    }
}
