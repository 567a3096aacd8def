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

class PlainCredentialsTest {
    @Test
    void readsUserAndPassword() {
        assertThat(PlainCredentials.parse(Secret.of("\0anna\0pass word")))
                .isEqualTo(new PlainCredentials("anna", "anna", Secret.of("pass word")));
    }

    @Test
    void readsWhoseMailIsWanted() {
        assertThat(PlainCredentials.parse(Secret.of("bert\0änna\0x")))
                .isEqualTo(new PlainCredentials("bert", "änna", Secret.of("x")));
    }

    @Test
    void readsAnEmptyPassword() {
        assertThat(PlainCredentials.parse(Secret.of("\0anna\0")).password())
                .isEqualTo(Secret.of(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anna", "\0", "\0\0", "\0\0secret", "\0anna", "a\0b\0c\0d"})
    void refusesWhatIsNotPlain(String response) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> PlainCredentials.parse(Secret.of(response)));
    }

    @Test
    void refusesNamesThatAreNotUtf8() {
        byte[] response = {0, (byte) 0xC3, 0, 'x'};
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> PlainCredentials.parse(Secret.of(response)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "not base64!", "YQ=", "YQ==YQ=="})
    void refusesAnswersThatAreNotBase64(String line) {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> SaslAnswer.decode(bytes));
    }
}
