// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.journal.Entry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What the journal tells beyond the state it leads to, needed once: to finish copies that a crash
/// interrupted when a folder is looked at for the first time.
final class Recovery {
    private final Map<Entry.Place, Entry.Place> copied = new ConcurrentHashMap<>();

    void learn(Entry entry) {
        if (entry instanceof Entry.MessageAdded added) {
            Entry.Place copy = new Entry.Place(added.folder(), added.uid());
            added.copyOf().ifPresent(source -> copied.put(copy, source));
        }
    }

    /// Whether anything is known of the folder that the index will not tell.
    boolean isAbout(int folder) {
        return copied.keySet().stream().anyMatch(copy -> copy.folder() == folder);
    }

    /// What a message is a copy of.
    Optional<Entry.Place> copied(int folder, long uid) {
        return Optional.ofNullable(copied.get(new Entry.Place(folder, uid)));
    }

    /// The folder has been looked at: nothing of it is needed any more.
    void forget(int folder) {
        copied.keySet().removeIf(copy -> copy.folder() == folder);
    }
}
