// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.AccountLocation.Owner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A usable line of a passwd-file.
///
/// @param password nothing if nobody may log in with it
/// @param notes what of the line has no effect here
record PasswdEntry(
        UserName name,
        Optional<Users.StoredPassword> password,
        Optional<Owner> owner,
        Optional<Path> home,
        Optional<MailPath> maildir,
        OwnQuota quota,
        List<String> notes) {
    /// Where the mail of this line's user lies, who was found as `name`.
    Optional<AccountLocation> location(UserName name, MailLocations locations) {
        return locations
                .of(name, home, maildir, owner)
                .map(location -> location.limitedTo(quota.over(location.quota())));
    }
}
