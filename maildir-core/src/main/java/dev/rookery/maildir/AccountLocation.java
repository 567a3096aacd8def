// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.nio.file.Path;
import java.util.Optional;

/// Where an account lies, whose its files are, and how its folders lie there.
///
/// @param maildir the directory that holds `cur/`, `new/` and `tmp/` of INBOX; absolute
/// @param owner set on every file and directory at creation; empty = the process's own
/// @param layout of the folders; for an account that is open already, what it was opened with
///   counts
/// @param names of the directories of new folders
public record AccountLocation(
        Path maildir, Optional<Owner> owner, FolderLayout layout, FolderNames names) {
    public AccountLocation {
        if (!maildir.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + maildir);
        }
        maildir = maildir.normalize();
    }

    /// With the folders as Dovecot has them unless it is told otherwise.
    public AccountLocation(Path maildir, Optional<Owner> owner) {
        this(maildir, owner, FolderLayout.MAILDIR_PLUS_PLUS, FolderNames.MODIFIED_UTF7);
    }

    public AccountLocation(Path maildir) {
        this(maildir, Optional.empty());
    }

    /// The same place with other folders.
    public AccountLocation with(FolderLayout otherLayout, FolderNames otherNames) {
        return new AccountLocation(maildir, owner, otherLayout, otherNames);
    }

    /// Numeric user and group, as `chown` takes them.
    public record Owner(int uid, int gid) {}
}
