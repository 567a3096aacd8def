// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// How the directories of new folders are spelled. Folders that are there keep their spelling, and
/// either is read.
public enum FolderNames {
    /// As Dovecot does unless it is told otherwise: `Entw&APw-rfe`.
    MODIFIED_UTF7,
    /// As Courier does since 5.0, and Dovecot on request: `Entwürfe`.
    UTF8
}
