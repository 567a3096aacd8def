// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import java.util.Optional;
import java.util.Set;

/// Users whose logins lie in certain domains, or in none.
public final class UsersOfDomains implements Users {
    private final Users users;
    private final Set<String> domains;

    /// @param domains in lower case
    public UsersOfDomains(Users users, Set<String> domains) {
        this.users = users;
        this.domains = Set.copyOf(domains);
    }

    @Override
    public Optional<MailUser> find(String login) {
        return isOurs(login) ? users.find(login) : Optional.empty();
    }

    @Override
    public Optional<StoredPassword> password(String login) {
        return isOurs(login) ? users.password(login) : Optional.empty();
    }

    private boolean isOurs(String login) {
        return UserName.parse(login)
                .map(UserName::domain)
                .filter(domain -> domain.isEmpty() || domains.contains(domain))
                .isPresent();
    }
}
