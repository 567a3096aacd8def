// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the journal tells beyond the state it leads to, needed once: to finish what a crash
/// interrupted when a folder is looked at for the first time.
final class Recovery {
    private record Key(int folder, long uid) {}

    private final Map<Key, Entry.Origin> origins = new HashMap<>();
    private final Map<Key, Set<Set<SystemFlag>>> pastNames = new HashMap<>();

    /// Learns from an entry before it is applied to `state`.
    void learn(Entry entry, AccountState state) {
        switch (entry) {
            case Entry.MessageAdded e ->
                    e.origin()
                            .ifPresent(origin -> origins.put(new Key(e.folder(), e.uid()), origin));
            case Entry.FlagsChanged e -> remember(e.folder(), e.uids(), state);
            case Entry.FileNamed e -> pastNames.remove(new Key(e.folder(), e.uid()));
            case Entry.FolderAdded _,
                    Entry.FolderRenamed _,
                    Entry.FolderRemoved _,
                    Entry.FoldersSettled _,
                    Entry.Counters _,
                    Entry.MessagesExpunged _,
                    Entry.FilesRemoved _,
                    Entry.RemovalOwed _ -> {}
        }
    }

    private void remember(int folder, UidSet uids, AccountState state) {
        state.folder(folder)
                .ifPresent(known ->
                        uids.and(known.snapshot().uids()).forEach(uid -> remember(known, uid)));
    }

    private void remember(FolderState folder, Uid uid) {
        pastNames
                .computeIfAbsent(new Key(folder.id(), uid.value()), _ -> new HashSet<>())
                .add(folder.snapshot().flags(uid).system());
    }

    /// Where a copy came from.
    Optional<Entry.Origin> origin(int folder, Uid uid) {
        return Optional.ofNullable(origins.get(new Key(folder, uid.value())));
    }

    /// Whether we may have given a file a name with these flags, and lost the note of it.
    boolean mayHaveNamed(int folder, Uid uid, Set<SystemFlag> flags) {
        return pastNames.getOrDefault(new Key(folder, uid.value()), Set.of()).contains(flags);
    }

    /// The folder has been looked at: nothing of it is needed any more.
    void forget(int folder) {
        origins.keySet().removeIf(key -> key.folder() == folder);
        pastNames.keySet().removeIf(key -> key.folder() == folder);
    }
}
