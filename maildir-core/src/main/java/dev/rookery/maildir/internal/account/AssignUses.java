// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.internal.journal.Entry;
import java.io.IOException;
import java.util.Set;

/// Says what a folder is for.
final class AssignUses implements Operation<Boolean> {
    private final MailboxName name;
    private final Set<SpecialUse> uses;

    AssignUses(MailboxName name, Set<SpecialUse> uses) {
        this.name = name;
        this.uses = Set.copyOf(uses);
    }

    @Override
    public Boolean prepare(Draft draft) throws IOException {
        FolderInfo folder =
                draft.table().folder(name).orElseThrow(() -> new NoSuchMailboxException(name));
        draft.add(new Entry.FolderAssigned(folder.id(), uses));
        return true;
    }
}
