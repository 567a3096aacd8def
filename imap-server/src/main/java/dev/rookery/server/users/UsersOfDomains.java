// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import java.util.Optional;
import java.util.Set;

/// Users whose logins lie in our domains, or in none: `anna` is known as `anna@` each of the
/// domains too, unless somebody else is.
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
        return known(login).flatMap(users::find);
    }

    @Override
    public Optional<StoredPassword> password(String login) {
        return known(login).flatMap(users::password);
    }

    /// The name under which the users know this login.
    private Optional<String> known(String login) {
        return UserName.parse(login).flatMap(this::known);
    }

    private Optional<String> known(UserName name) {
        if (name.domain().isEmpty()) {
            return Optional.of(name.local());
        }
        if (!domains.contains(name.domain())) {
            return Optional.empty();
        }
        boolean full = users.find(name.toString()).isPresent();
        return Optional.of(full ? name.toString() : name.local());
    }
}
