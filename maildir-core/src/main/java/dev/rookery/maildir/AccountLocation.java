// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.nio.file.Path;
import java.util.Optional;

/// Where an account lies and whose its files are.
///
/// @param maildir the directory that holds `cur/`, `new/` and `tmp/` of INBOX; absolute
/// @param owner set on every file and directory at creation; empty = the process's own
/// @param quota how much the account may hold; of several openers the last one's holds
public record AccountLocation(Path maildir, Optional<Owner> owner, QuotaLimits quota) {
    public AccountLocation {
        if (!maildir.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + maildir);
        }
        maildir = maildir.normalize();
    }

    public AccountLocation(Path maildir, Optional<Owner> owner) {
        this(maildir, owner, QuotaLimits.NONE);
    }

    public AccountLocation(Path maildir) {
        this(maildir, Optional.empty());
    }

    /// The same place with other limits.
    public AccountLocation limitedTo(QuotaLimits limits) {
        return new AccountLocation(maildir, owner, limits);
    }

    /// Numeric user and group, as `chown` takes them.
    public record Owner(int uid, int gid) {}
}
