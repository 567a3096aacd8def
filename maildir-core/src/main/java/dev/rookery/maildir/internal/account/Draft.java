// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.internal.journal.Entry;
import java.util.ArrayList;
import java.util.List;

/// What an operation sees and adds to: the newest state, its own entries included.
final class Draft {
    private final AccountState state;
    private final List<Entry> entries = new ArrayList<>();

    /// @param state a copy of its own
    Draft(AccountState state) {
        this.state = state;
    }

    AccountState state() {
        return state;
    }

    List<Entry> entries() {
        return entries;
    }

    void add(Entry entry) {
        state.apply(entry);
        entries.add(entry);
    }

    /// @throws NoSuchMailboxException if the folder was removed meanwhile
    FolderState folder(int id, MailboxName name) {
        return state.folder(id).orElseThrow(() -> new NoSuchMailboxException(name));
    }
}
