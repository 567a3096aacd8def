// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.JournalFiles;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the journal tells: which folders there are, and what happened to them since their indexes
/// were written. As much as an opening keeps in memory.
final class Told implements JournalFiles.Replay {
    private final Map<Integer, Folder> folders = new HashMap<>();
    private final Map<Integer, List<Numbered>> entries = new HashMap<>();

    private long lastSequence;

    /// A folder, as the journal calls it.
    record Folder(
            int id, MailboxName name, FolderPath path, UidValidity uidValidity, String identity) {
        Folder renamed(MailboxName newName, FolderPath newPath) {
            return new Folder(id, newName, newPath, uidValidity, identity);
        }
    }

    private record Numbered(long sequence, Entry.OfFolder entry) {}

    @Override
    public void entry(long sequence, Entry entry) {
        lastSequence = Math.max(lastSequence, sequence);
        switch (entry) {
            case Entry.FolderAdded e ->
                    folders.put(
                            e.folder(),
                            new Folder(
                                    e.folder(),
                                    e.name(),
                                    e.path(),
                                    new UidValidity(e.uidValidity()),
                                    e.identity()));
            case Entry.FolderRenamed e ->
                    folders.computeIfPresent(
                            e.folder(), (_, before) -> before.renamed(e.name(), e.path()));
            case Entry.FolderRemoved e -> {
                folders.remove(e.folder());
                entries.remove(e.folder());
            }
            case Entry.FoldersSettled _, Entry.AccountCounters _, Entry.FolderAssigned _ -> {}
            case Entry.OfFolder e ->
                    entries.computeIfAbsent(e.folder(), _ -> new ArrayList<>())
                            .add(new Numbered(sequence, e));
        }
    }

    long lastSequence() {
        return lastSequence;
    }

    Collection<Folder> folders() {
        return folders.values();
    }

    /// A folder as it is now.
    ///
    /// @param sequence of the last entry that `stored` includes
    FolderState after(FolderState stored, long sequence) throws IOException {
        FolderState state = stored;
        for (Numbered each : entries.getOrDefault(stored.id(), List.of())) {
            if (each.sequence() == 0 || each.sequence() > sequence) {
                state = state.after(each.entry());
            }
        }
        return state;
    }
}
