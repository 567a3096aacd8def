// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class UserSessionsTest {
    private final UserSessions sessions = new UserSessions(2);
    private final InetAddress here;
    private final InetAddress there;

    UserSessionsTest() throws UnknownHostException {
        here = InetAddress.getByName("192.0.2.1");
        there = InetAddress.getByName("192.0.2.2");
    }

    @Test
    void refusesOneTooMany() {
        assertThat(sessions.take("anna", here)).isPresent();
        assertThat(sessions.take("anna", here)).isPresent();
        assertThat(sessions.take("anna", here)).isEmpty();
        assertThat(sessions.take("anna", there)).isPresent();
        assertThat(sessions.take("bert", here)).isPresent();
    }

    @Test
    void givesAPlaceBack() {
        UserSessions.Place first = sessions.take("anna", here).orElseThrow();
        assertThat(sessions.take("anna", here)).isPresent();
        first.close();
        assertThat(sessions.take("anna", here)).isPresent();
        assertThat(sessions.take("anna", here)).isEmpty();
    }

    @Test
    void neverRefusesThisMachine() {
        for (int i = 0; i < 10; i++) {
            assertThat(sessions.take("anna", InetAddress.getLoopbackAddress())).isPresent();
        }
    }
}
