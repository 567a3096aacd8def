// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import dev.rookery.server.users.MailUser;
import dev.rookery.server.users.Users;
import dev.rookery.server.users.Users.StoredPassword;
import dev.rookery.server.users.UsersUnavailableException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/// Checks passwords against what [Users] have stored.
///
/// Every refusal costs the same: a hash is computed even for nobody, and the reply waits for a
/// moment fixed when the attempt began, so that the clock tells nothing about the cause.
public final class PasswordAuthenticator implements Authenticator {
    private final Users users;
    private final HashingPool pool;
    private final InstantSource clock;
    private final Pause pause;
    private final Throttle throttle;
    private final Turns turns = new Turns();
    private final PasswordHash nobody;

    public PasswordAuthenticator(
            Users users, HashingPool pool, InstantSource clock, Pause pause, SecureRandom random) {
        this.users = users;
        this.pool = pool;
        this.clock = clock;
        this.pause = pause;
        this.throttle = new Throttle(clock);
        this.nobody = Argon2Hash.ofNobody(random);
    }

    @Override
    public Outcome check(String login, Secret password, InetAddress client) {
        Attempt attempt = Attempt.of(login, client);
        try {
            pause.rest(throttle.holdBack(attempt));
            Instant begun = clock.instant();
            Optional<MailUser> user = inTurn(attempt, login, password, client);
            if (user.isPresent()) {
                throttle.accepted(attempt);
                return new Accepted(user.get());
            }
            pause.rest(throttle.refused(attempt, begun));
            return new Refused();
        } catch (UsersUnavailableException nobodyCanTell) {
            return new Unavailable();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return new Unavailable();
        }
    }

    /// One comparison at a time for each origin: a flood from one address leaves threads to others.
    private Optional<MailUser> inTurn(
            Attempt attempt, String login, Secret password, InetAddress client)
            throws InterruptedException {
        turns.enter(attempt.origin());
        try {
            return verify(login, password, client);
        } finally {
            turns.leave(attempt.origin());
        }
    }

    private Optional<MailUser> verify(String login, Secret password, InetAddress client)
            throws InterruptedException {
        boolean possible = Logins.possible(login) && possible(password);
        Optional<StoredPassword> stored = possible ? users.password(login) : Optional.empty();
        Optional<PasswordHash> hash = stored.flatMap(this::understood);
        boolean matches = pool.matches(hash.orElse(nobody), possible ? password : Secret.of(""));
        if (hash.isEmpty() || !matches || !stored.get().allowsFrom(client)) {
            return Optional.empty();
        }
        return users.find(login);
    }

    /// Nothing for a hash we cannot check: whoever reads the users reports it.
    private Optional<PasswordHash> understood(StoredPassword stored) {
        try {
            return Optional.of(PasswordSchemes.parse(stored.encoded())).filter(pool::fits);
        } catch (UnsupportedPasswordException reportedWhereItWasRead) {
            return Optional.empty();
        }
    }

    private static boolean possible(Secret password) {
        byte[] bytes = password.bytes();
        boolean possible = Logins.possible(bytes);
        Arrays.fill(bytes, (byte) 0);
        return possible;
    }
}
