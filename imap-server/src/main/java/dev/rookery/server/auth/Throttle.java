// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import dev.rookery.server.limits.ServerLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Remembers failed logins and says for how long each next one waits.
///
/// A failure holds back two things. Its reply waits: 2 s, doubled by each further failure to 15 s,
/// by the worse of the client's network and the login name. And for as long, the next attempt from
/// the same [Attempt#origin] is not looked at, so that hanging up early gains nothing. The login
/// name alone holds nobody back: a stranger's guesses do not slow its owner elsewhere.
final class Throttle {
    private final InstantSource clock;
    private final SequencedMap<String, Failures> origins = table();
    private final SequencedMap<String, Failures> logins = table();

    Throttle(InstantSource clock) {
        this.clock = clock;
    }

    private record Failures(Duration delay, Instant last, Instant heldUntil) {}

    /// How long this attempt waits before anybody looks at it.
    synchronized Duration holdBack(Attempt attempt) {
        Failures earlier = origins.get(attempt.origin());
        if (earlier == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), earlier.heldUntil());
        return left.isNegative() ? Duration.ZERO : min(left, ServerLimits.LOGIN_DELAY_MAX);
    }

    /// Notes a failure of an attempt begun at `begun`; returns how long its reply still waits.
    synchronized Duration refused(Attempt attempt, Instant begun) {
        Instant now = clock.instant();
        Duration byOrigin = next(origins.get(attempt.origin()), now);
        Duration byLogin = next(logins.get(attempt.login()), now);
        Duration delay = byOrigin.compareTo(byLogin) > 0 ? byOrigin : byLogin;
        Instant reply = begun.plus(delay);
        origins.putLast(attempt.origin(), new Failures(byOrigin, now, reply));
        logins.putLast(attempt.login(), new Failures(byLogin, now, reply));
        Duration left = Duration.between(now, reply);
        return left.isNegative() ? Duration.ZERO : min(left, ServerLimits.LOGIN_DELAY_MAX);
    }

    /// A good login clears its own name; what others did from the same network stays noted.
    synchronized void accepted(Attempt attempt) {
        logins.remove(attempt.login());
        if (attempt.fromLoopback()) {
            origins.remove(attempt.origin());
        }
    }

    private static Duration next(@org.jspecify.annotations.Nullable Failures earlier, Instant now) {
        if (earlier == null || earlier.last().plus(ServerLimits.LOGIN_DELAY_MEMORY).isBefore(now)) {
            return ServerLimits.LOGIN_DELAY_MIN;
        }
        return min(earlier.delay().multipliedBy(2), ServerLimits.LOGIN_DELAY_MAX);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static SequencedMap<String, Failures> table() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                return size() > ServerLimits.LOGIN_DELAYS_KEPT_MAX;
            }
        };
    }
}
