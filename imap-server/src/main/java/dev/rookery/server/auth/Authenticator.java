// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import dev.rookery.server.users.MailUser;
import java.net.InetAddress;

/// Checks passwords, slowing down whoever guesses. Safe to share between threads.
public interface Authenticator {
    /// Blocks for the time of the check and, when refused, for the penalty.
    Outcome check(String login, Secret password, InetAddress client);

    /// How a check ended. An unknown user and a wrong password look the same.
    sealed interface Outcome {}

    record Accepted(MailUser user) implements Outcome {}

    record Refused() implements Outcome {}

    /// The source of users is out of reach: RFC 5530 `UNAVAILABLE`.
    record Unavailable() implements Outcome {}
}
