// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.layout.FolderPath;

/// What a folder is, apart from what it holds.
///
/// @param id its number in the account, never used again
/// @param path of its directory, as it is spelled there
/// @param identity 32 hexadecimal digits, its own for good, told to clients and to Dovecot
record FolderInfo(
        int id, MailboxName name, FolderPath path, UidValidity uidValidity, String identity) {
    FolderInfo renamed(MailboxName newName, FolderPath newPath) {
        return new FolderInfo(id, newName, newPath, uidValidity, identity);
    }
}
