// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// Where the folders below an account's root lie. Dovecot calls these layouts the same.
public enum FolderLayout {
    /// All of them directly in the root: A/B is `.A.B`.
    MAILDIR_PLUS_PLUS,
    /// A directory for each level: A/B is `A/B`.
    FS
}
