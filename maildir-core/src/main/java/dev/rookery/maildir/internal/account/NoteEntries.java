// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Journal;
import java.io.IOException;
import java.util.List;

/// Notes what is done on disk already. Losing the note means only that it is done again.
final class NoteEntries implements Operation<Boolean> {
    private final List<Entry> entries;

    NoteEntries(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    @Override
    public Boolean prepare(Draft draft) throws IOException {
        for (Entry entry : entries) {
            draft.add(entry);
        }
        return true;
    }

    @Override
    public boolean promises() {
        return false;
    }

    @Override
    public Journal.Room room() {
        return Journal.Room.RESERVE;
    }
}
