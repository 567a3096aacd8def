// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailServerTest {
    private static final DomainName HOST = DomainName.of("mail.example.org");

    @ParameterizedTest
    @CsvSource({"465, SSL", "587, STARTTLS"})
    void submissionPortsSayHowTheyAreEncrypted(int port, SocketType expected) {
        assertThat(MailServer.submission(HOST, port))
                .isEqualTo(new MailServer(HOST, port, expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 2525, 993, 0})
    void refusesOtherSubmissionPorts(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailServer.submission(HOST, port))
                .withMessage("a submission port is 465 or 587, not " + port);
    }

    @ParameterizedTest
    @CsvSource({"993, STARTTLS", "465, STARTTLS", "143, SSL", "587, SSL"})
    void refusesAUsualPortWithTheOtherEncryption(int port, SocketType unusual) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailServer(HOST, port, unusual))
                .withMessageContaining("on port " + port);
    }

    @ParameterizedTest
    @CsvSource({"10993, SSL", "10143, STARTTLS", "1, SSL", "65535, SSL"})
    void acceptsUnusualPortsWithEither(int port, SocketType socketType) {
        assertThat(new MailServer(HOST, port, socketType).port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void refusesPortsThatDoNotExist(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailServer(HOST, port, SocketType.SSL))
                .withMessage("a port is between 1 and 65535, not " + port);
    }
}
