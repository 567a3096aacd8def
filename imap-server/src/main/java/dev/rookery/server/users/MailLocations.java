// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.server.users.MailPath.Variable;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Where users' mail lies unless their own line says otherwise.
///
/// @param home absolute, by user name
/// @param maildir relative to the home directory, or absolute
/// @param owner of all files; empty = the process's own account
/// @param quota how much each may hold
public record MailLocations(
        MailPath home, MailPath maildir, Optional<Owner> owner, QuotaLimits quota) {
    public MailLocations(MailPath home, MailPath maildir, Optional<Owner> owner) {
        this(home, maildir, owner, QuotaLimits.NONE);
    }

    public MailLocations {
        if (home.variables().contains(Variable.HOME) || home.root().isEmpty()) {
            throw new IllegalArgumentException("a home directory is an absolute path");
        }
        if (home.root().get().equals(Path.of("/"))) {
            throw new IllegalArgumentException(
                    "home directories lie below a directory of their own, not all over \"/\"");
        }
    }

    /// The directory below which the mail of all users lies whose own line does not say otherwise.
    public Path root() {
        return maildir.root().or(home::root).orElseThrow();
    }

    /// The variables that a user name must be able to fill.
    public Set<Variable> variables() {
        Set<Variable> variables = EnumSet.copyOf(home.variables());
        variables.addAll(maildir.variables());
        return variables;
    }

    /// Whether the name has all parts that the paths need.
    public boolean hasPlaceFor(UserName user) {
        return of(user, Optional.empty(), Optional.empty(), Optional.empty()).isPresent();
    }

    /// Where the mail of this user lies; nothing if the name lacks a part that the path needs.
    ///
    /// @param ownHome of the user's own line, in place of the template
    /// @param ownMaildir likewise
    Optional<AccountLocation> of(
            UserName user,
            Optional<Path> ownHome,
            Optional<MailPath> ownMaildir,
            Optional<Owner> ownOwner) {
        Optional<Path> at = ownHome.or(() -> home.expand(user, Optional.empty()));
        return ownMaildir
                .orElse(maildir)
                .expand(user, at)
                .flatMap(path ->
                        path.isAbsolute() ? Optional.of(path) : at.map(h -> h.resolve(path)))
                .map(path -> new AccountLocation(path, ownOwner.or(() -> owner)).limitedTo(quota));
    }
}
