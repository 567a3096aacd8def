// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.server.auth.Authenticator.Accepted;
import dev.rookery.server.auth.Authenticator.Outcome;
import dev.rookery.server.auth.Authenticator.Refused;
import dev.rookery.server.auth.Authenticator.Unavailable;
import dev.rookery.server.limits.ServerLimits;
import dev.rookery.server.users.MailUser;
import dev.rookery.server.users.Network;
import dev.rookery.server.users.Users;
import dev.rookery.server.users.UsersUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordAuthenticatorTest {
    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("198.51.100.1");

    private final Map<String, Users.StoredPassword> stored = new HashMap<>();
    private final List<Duration> rests = new CopyOnWriteArrayList<>();
    private final HashingPool pool = new HashingPool(2, 64 * 1024);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final PasswordAuthenticator authenticator =
            new PasswordAuthenticator(new Known(), pool, () -> now, this::rest, new SecureRandom());

    PasswordAuthenticatorTest() {
        stored.put("anna", new Users.StoredPassword("{PLAIN}secret"));
        stored.put("bert", new Users.StoredPassword("{SSHA}secret"));
        stored.put(
                "office",
                new Users.StoredPassword("{PLAIN}secret", List.of(Network.parse("192.0.2.0/24"))));
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void acceptsTheRightPasswordAtOnce() {
        assertThat(check("anna", "secret", HOME)).isInstanceOf(Accepted.class);
        assertThat(rests).containsOnly(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna:wrong", // wrong password
                "anna:", // none
                "nobody:secret", // unknown user
                "bert:secret", // a scheme nobody can check
                ":secret",
                "an\0na:secret",
                "anna:sec\0ret",
            })
    void refusesEveryCauseAlike(String attempt) {
        int colon = attempt.indexOf(':');
        String login = attempt.substring(0, colon);
        assertThat(check(login, attempt.substring(colon + 1), HOME)).isEqualTo(new Refused());
        assertThat(rests).containsExactly(Duration.ZERO, Duration.ofSeconds(2));
    }

    @Test
    void refusesOverlongNamesAndPasswordsWithoutLookingThemUp() {
        String name = "x".repeat(ServerLimits.USER_MAX + 1);
        String password = "x".repeat(ServerLimits.PASSWORD_BYTES_MAX + 1);
        stored.put(name, new Users.StoredPassword("{PLAIN}secret"));
        stored.put("long", new Users.StoredPassword("{PLAIN}" + password));
        assertThat(check(name, "secret", HOME)).isEqualTo(new Refused());
        assertThat(check("long", password, HOME)).isEqualTo(new Refused());
    }

    @Test
    void letsAUserInOnlyFromTheNetworksAllowed() {
        assertThat(check("office", "secret", HOME)).isInstanceOf(Accepted.class);
        assertThat(check("office", "secret", ELSEWHERE)).isEqualTo(new Refused());
    }

    @Test
    void slowsTheGuesserButNotTheOwnerElsewhere() {
        check("anna", "wrong", ELSEWHERE);
        check("anna", "wrong", ELSEWHERE);
        rests.clear();
        assertThat(check("anna", "secret", HOME)).isInstanceOf(Accepted.class);
        assertThat(rests).containsOnly(Duration.ZERO);
    }

    @Test
    void doesNotLookAtTheNextAttemptBeforeTheLastReply() {
        now = now.plusSeconds(1);
        authenticator.check("anna", Secret.of("wrong"), ELSEWHERE);
        rests.clear();
        now = now.minusMillis(1500); // as if the guesser had hung up and come back
        check("anna", "secret", ELSEWHERE);
        assertThat(rests.getFirst()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void saysSoWhenNobodyCanTell() {
        assertThat(check("trouble", "secret", HOME)).isEqualTo(new Unavailable());
        assertThat(rests).containsExactly(Duration.ZERO);
    }

    @Test
    void stopsWaitingWhenInterrupted() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        PasswordAuthenticator patient =
                new PasswordAuthenticator(
                        new Known(), pool, () -> now, _ -> waiting.await(), new SecureRandom());
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        Thread session =
                Thread.ofVirtual()
                        .start(() -> outcome.set(patient.check("anna", Secret.of("x"), HOME)));
        await().until(() -> session.getState() == Thread.State.WAITING);
        session.interrupt();
        session.join();
        assertThat(outcome).hasValue(new Unavailable());
    }

    @Test
    void endsChecksWhenThePoolCloses() {
        pool.close();
        assertThat(check("anna", "secret", HOME)).isEqualTo(new Unavailable());
        assertThat(Thread.interrupted()).isTrue();
    }

    private Outcome check(String login, String password, InetAddress client) {
        return authenticator.check(login, Secret.of(password), client);
    }

    private void rest(Duration time) {
        rests.add(time);
        now = now.plus(time);
    }

    private final class Known implements Users {
        @Override
        public Optional<MailUser> find(String login) {
            AccountLocation mail = new AccountLocation(Path.of("/srv/" + login));
            return Optional.of(new MailUser(login, mail));
        }

        @Override
        public Optional<StoredPassword> password(String login) {
            if (login.equals("trouble")) {
                throw new UsersUnavailableException("gone", new IOException("gone"));
            }
            return Optional.ofNullable(stored.get(login));
        }
    }
}
