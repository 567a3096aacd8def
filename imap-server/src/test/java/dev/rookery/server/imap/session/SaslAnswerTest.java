// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rookery.server.auth.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaslAnswerTest {
    @Test
    void readsBase64() {
        assertThat(decode("AGFubmEAc2VjcmV0")).isEqualTo(Secret.of("\0anna\0secret"));
        assertThat(decode("")).isEqualTo(Secret.of(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "not base64!", "YQ=", "YQ==YQ==", "=", "AGFub mEA"})
    void refusesAnythingElse(String line) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> decode(line));
    }

    private static Secret decode(String line) {
        return SaslAnswer.decode(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    }
}
