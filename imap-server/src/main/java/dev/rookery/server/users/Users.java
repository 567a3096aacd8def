// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Who exists and how they prove it. Safe to share between threads.
public interface Users {
    /// The user with this login name, as typed at IMAP or as an address at LMTP.
    ///
    /// @throws UsersUnavailableException if nobody can tell just now
    Optional<MailUser> find(String login);

    /// The stored password of that user, as `{SCHEME}hash`; nothing if there is no such user or
    /// none may log in.
    ///
    /// @throws UsersUnavailableException if nobody can tell just now
    Optional<StoredPassword> password(String login);

    /// A stored password: never printed.
    ///
    /// @param allowedFrom where its user may log in from; empty = from anywhere
    record StoredPassword(String encoded, List<Network> allowedFrom) {
        public StoredPassword {
            allowedFrom = List.copyOf(allowedFrom);
        }

        public StoredPassword(String encoded) {
            this(encoded, List.of());
        }

        public boolean allowsFrom(InetAddress client) {
            return allowedFrom.isEmpty()
                    || allowedFrom.stream().anyMatch(network -> network.contains(client));
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
