// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.limits.ServerLimits;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Throttle throttle = new Throttle(() -> now);

    @Test
    void doublesTheDelayUpToItsMaximum() {
        Attempt attempt = attempt("anna", "192.0.2.1");
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Duration delay = throttle.refused(attempt, now);
            delays.add(delay.toSeconds());
            now = now.plus(delay);
        }
        assertThat(delays).containsExactly(2L, 4L, 8L, 15L, 15L);
    }

    @Test
    void countsTheTimeOfTheCheckIntoTheDelay() {
        Instant begun = now;
        now = now.plusMillis(300);
        assertThat(throttle.refused(attempt("anna", "192.0.2.1"), begun)).hasMillis(1700);
    }

    @Test
    void holdsBackTheNextAttemptFromTheSameNetwork() {
        throttle.refused(attempt("anna", "2001:db8::1"), now);
        now = now.plusMillis(500);
        assertThat(throttle.holdBack(attempt("bert", "2001:db8::2"))).hasMillis(1500);
        assertThat(throttle.holdBack(attempt("bert", "2001:db8:0:1::2"))).isZero();
        now = now.plusMillis(1500);
        assertThat(throttle.holdBack(attempt("bert", "2001:db8::2"))).isZero();
    }

    @Test
    void slowsRefusalsByTheNameWhereverTheyComeFrom() {
        throttle.refused(attempt("anna", "192.0.2.1"), now);
        throttle.refused(attempt("anna", "192.0.2.2"), now);
        assertThat(throttle.refused(attempt("ANNA", "192.0.2.3"), now)).hasSeconds(8);
        assertThat(throttle.refused(attempt("bert", "192.0.2.4"), now)).hasSeconds(2);
    }

    @Test
    void doesNotHoldBackTheOwnerElsewhere() {
        throttle.refused(attempt("anna", "192.0.2.1"), now);
        assertThat(throttle.holdBack(attempt("anna", "192.0.2.2"))).isZero();
    }

    @Test
    void holdsBackOnlyTheSameNameOnLoopback() {
        throttle.refused(attempt("anna", "127.0.0.1"), now);
        assertThat(throttle.holdBack(attempt("anna", "127.0.0.1"))).hasSeconds(2);
        assertThat(throttle.holdBack(attempt("bert", "127.0.0.1"))).isZero();
        throttle.accepted(attempt("anna", "127.0.0.1"));
        assertThat(throttle.holdBack(attempt("anna", "::1"))).isZero();
    }

    @Test
    void keepsTheNetworksFailuresAfterAGoodLogin() {
        throttle.refused(attempt("anna", "192.0.2.1"), now);
        throttle.accepted(attempt("mallory", "192.0.2.1"));
        assertThat(throttle.refused(attempt("anna", "192.0.2.1"), now)).hasSeconds(4);
    }

    @Test
    void forgetsAfterQuietTime() {
        throttle.refused(attempt("anna", "192.0.2.1"), now);
        now = now.plus(ServerLimits.LOGIN_DELAY_MEMORY).plusSeconds(1);
        assertThat(throttle.refused(attempt("anna", "192.0.2.1"), now)).hasSeconds(2);
    }

    @Test
    void forgetsTheOldestWhenItsTablesAreFull() {
        throttle.refused(attempt("anna", "192.0.2.1"), now);
        for (int i = 0; i < ServerLimits.LOGIN_DELAYS_KEPT_MAX; i++) {
            throttle.refused(attempt("user" + i, "10.0." + i / 250 + "." + i % 250), now);
        }
        assertThat(throttle.holdBack(attempt("anna", "192.0.2.1"))).isZero();
        assertThat(throttle.holdBack(attempt("bert", "10.0.0.1"))).hasSeconds(2);
    }

    @Test
    void neverWaitsLongerThanTheMaximumWhenTheClockJumpsBack() {
        throttle.refused(attempt("anna", "192.0.2.1"), now);
        now = now.minus(Duration.ofDays(1));
        assertThat(throttle.holdBack(attempt("anna", "192.0.2.1")))
                .isEqualTo(ServerLimits.LOGIN_DELAY_MAX);
    }

    private static Attempt attempt(String login, String address) {
        return Attempt.of(login, InetAddress.ofLiteral(address));
    }
}
