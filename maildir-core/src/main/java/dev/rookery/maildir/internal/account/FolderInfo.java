// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.layout.FolderPath;
import java.util.Optional;
import java.util.Set;

/// What a folder is, apart from what it holds.
///
/// @param id its number in the account, never used again
/// @param path of its directory, as it is spelled there
/// @param identity 32 hexadecimal digits, its own for good, told to clients and to Dovecot
/// @param uses what it is for, if anybody has said so
record FolderInfo(
        int id,
        MailboxName name,
        FolderPath path,
        UidValidity uidValidity,
        String identity,
        Optional<Set<SpecialUse>> uses) {
    FolderInfo renamed(MailboxName newName, FolderPath newPath) {
        return new FolderInfo(id, newName, newPath, uidValidity, identity, uses);
    }

    FolderInfo assigned(Set<SpecialUse> newUses) {
        return new FolderInfo(id, name, path, uidValidity, identity, Optional.of(newUses));
    }
}
