// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import java.util.List;
import java.util.Optional;

/// Several sources of users, asked in order: the first that knows a login answers for it.
public final class UsersInOrder implements Users {
    private final List<Users> sources;

    public UsersInOrder(List<Users> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public Optional<MailUser> find(String login) {
        for (Users source : sources) {
            Optional<MailUser> user = source.find(login);
            if (user.isPresent()) {
                return user;
            }
        }
        return Optional.empty();
    }

    /// A source that knows the user without a password keeps later ones from letting them in.
    @Override
    public Optional<StoredPassword> password(String login) {
        for (Users source : sources) {
            if (source.find(login).isPresent()) {
                return source.password(login);
            }
        }
        return Optional.empty();
    }
}
