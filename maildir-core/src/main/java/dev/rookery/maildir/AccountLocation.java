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
/// @param quota how much the account may hold; of several openers the last one's holds
public record AccountLocation(
        Path maildir,
        Optional<Owner> owner,
        FolderLayout layout,
        FolderNames names,
        QuotaLimits quota) {
    public AccountLocation {
        if (!maildir.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + maildir);
        }
        maildir = maildir.normalize();
    }

    /// With the folders as Dovecot has them unless it is told otherwise, and without limits.
    public AccountLocation(Path maildir, Optional<Owner> owner) {
        this(
                maildir,
                owner,
                FolderLayout.MAILDIR_PLUS_PLUS,
                FolderNames.MODIFIED_UTF7,
                QuotaLimits.NONE);
    }

    public AccountLocation(Path maildir) {
        this(maildir, Optional.empty());
    }

    /// The same place with other folders.
    public AccountLocation with(FolderLayout otherLayout, FolderNames otherNames) {
        return new AccountLocation(maildir, owner, otherLayout, otherNames, quota);
    }

    /// The same place with other limits.
    public AccountLocation limitedTo(QuotaLimits limits) {
        return new AccountLocation(maildir, owner, layout, names, limits);
    }

    /// Numeric user and group, as `chown` takes them.
    public record Owner(int uid, int gid) {}
}
