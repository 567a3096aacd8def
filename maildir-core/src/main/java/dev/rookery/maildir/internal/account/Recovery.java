// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What the journal tells beyond the state it leads to, needed once: to finish copies that a crash
/// interrupted when a folder is looked at for the first time. Of copies whose files are durable it
/// knows nothing: if one is not there, another program renamed or deleted it.
final class Recovery {
    /// By folder and UID of the copy.
    private final Map<Integer, Map<Long, Entry.Place>> copied = new ConcurrentHashMap<>();

    void learn(Entry entry) {
        switch (entry) {
            case Entry.MessageAdded added ->
                    added.copyOf()
                            .ifPresent(source ->
                                    copied.computeIfAbsent(
                                                    added.folder(), _ -> new ConcurrentHashMap<>())
                                            .put(added.uid(), source));
            case Entry.FilesPlaced placed -> forget(placed.folder(), placed.uids());
            case Entry.FolderRemoved removed -> forget(removed.folder());
            case Entry.OfAccount _, Entry.OfFolder _ -> {}
        }
    }

    private void forget(int folder, UidSet placed) {
        copied.computeIfPresent(
                folder,
                (_, copies) -> {
                    placed.forEachUid(copies::remove);
                    return copies.isEmpty() ? null : copies;
                });
    }

    /// Whether everything was finished.
    boolean isEmpty() {
        return copied.isEmpty();
    }

    /// Whether anything is known of the folder that the index will not tell.
    boolean isAbout(int folder) {
        return copied.containsKey(folder);
    }

    /// The messages of a folder that are copies.
    UidSet copies(int folder) {
        UidSet.Builder copies = UidSet.builder();
        copied.getOrDefault(folder, Map.of()).keySet().forEach(uid -> copies.add(new Uid(uid)));
        return copies.build();
    }

    /// The messages of a folder that copies are owed of.
    UidSet originals(int folder) {
        UidSet.Builder originals = UidSet.builder();
        for (Map<Long, Entry.Place> copies : copied.values()) {
            copies.values().stream()
                    .filter(place -> place.folder() == folder)
                    .forEach(place -> originals.add(new Uid(place.uid())));
        }
        return originals.build();
    }

    /// What a message is a copy of.
    Optional<Entry.Place> copied(int folder, long uid) {
        return Optional.ofNullable(copied.getOrDefault(folder, Map.of()).get(uid));
    }

    /// The folder has been looked at: nothing of it is needed any more.
    void forget(int folder) {
        copied.remove(folder);
    }
}
