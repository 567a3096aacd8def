// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.nio.file.Path;
import java.util.Optional;

/// Where an account lies and whose its files are.
///
/// @param maildir the directory that holds `cur/`, `new/` and `tmp/` of INBOX; absolute
/// @param owner set on every file and directory at creation; empty = the process's own
public record AccountLocation(Path maildir, Optional<Owner> owner) {
    public AccountLocation {
        if (!maildir.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + maildir);
        }
        maildir = maildir.normalize();
    }

    public AccountLocation(Path maildir) {
        this(maildir, Optional.empty());
    }

    /// Numeric user and group, as `chown` takes them.
    public record Owner(int uid, int gid) {}
}
