// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.limits.ServerLimits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaslPlainTest {
    @Test
    void readsTheExampleOfTheRfc() {
        assertThat(parse("\0tim\0tanstaaftanstaaf"))
                .contains(new Credentials("tim", Secret.of("tanstaaftanstaaf")));
    }

    @Test
    void acceptsAnAuthorizationIdentityEqualToTheLogin() {
        assertThat(parse("anna\0anna\0pässword"))
                .contains(new Credentials("anna", Secret.of("pässword")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "\0\0",
                "\0anna",
                "anna\0secret",
                "\0anna\0",
                "\0\0secret",
                "\0anna\0secret\0",
                "\0anna\0sec\0ret",
                "Ursel\0Kurt\0xipj3plmq",
                "anna\0Anna\0secret",
            })
    void refusesWhatIsMalformedOrActsForAnother(String message) {
        assertThat(parse(message)).isEmpty();
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(SaslPlain.parse(new byte[] {0, 'a', (byte) 0xC3, 0, 'p'})).isEmpty();
        assertThat(SaslPlain.parse(new byte[] {0, 'a', 0, (byte) 0xFF})).isEmpty();
    }

    @Test
    void refusesAnOverlongMessage() {
        String password = "x".repeat(ServerLimits.SASL_MESSAGE_BYTES_MAX - 3);
        assertThat(parse("\0a\0" + password)).isPresent();
        assertThat(parse("\0a\0" + password + "x")).isEmpty();
    }

    @Test
    void showsNoPassword() {
        assertThat(parse("\0tim\0tanstaaf").toString()).contains("tim").doesNotContain("tans");
    }

    private static java.util.Optional<Credentials> parse(String message) {
        return SaslPlain.parse(message.getBytes(StandardCharsets.UTF_8));
    }
}
