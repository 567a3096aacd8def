// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.net.ConnectionLimits;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserSessionsTest {
    private final InetAddress here = InetAddress.ofLiteral("192.0.2.1");
    private final InetAddress there = InetAddress.ofLiteral("192.0.2.2");
    private final InetAddress trusted = InetAddress.ofLiteral("192.0.2.3");
    private final UserSessions sessions =
            new UserSessions(2, new ConnectionLimits(9, 9, 9, 9, trusted::equals));

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
    void countsAnIpv6ClientByItsNetwork() {
        assertThat(take("anna", "2001:db8:0:1::1")).isPresent();
        assertThat(take("anna", "2001:db8:0:1::2")).isPresent();
        assertThat(take("anna", "2001:db8:0:1:ffff::3")).isEmpty();
        assertThat(take("anna", "2001:db8:0:2::1")).isPresent();
    }

    private Optional<UserSessions.Place> take(String login, String client) {
        return sessions.take(login, InetAddress.ofLiteral(client));
    }

    @Test
    void neverRefusesThisMachineNorATrustedOne() {
        for (InetAddress free : List.of(InetAddress.getLoopbackAddress(), trusted)) {
            for (int i = 0; i < 10; i++) {
                assertThat(sessions.take("anna", free)).isPresent();
            }
        }
    }
}
