// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.journal.Entry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What the journal tells beyond the state it leads to, needed once: to finish copies that a crash
/// interrupted when a folder is looked at for the first time.
final class Recovery {
    private record Key(int folder, long uid) {}

    private final Map<Key, Entry.Origin> origins = new ConcurrentHashMap<>();

    void learn(Entry entry) {
        if (entry instanceof Entry.MessageAdded added) {
            added.origin()
                    .ifPresent(origin -> origins.put(new Key(added.folder(), added.uid()), origin));
        }
    }

    /// Where a copy came from.
    Optional<Entry.Origin> origin(int folder, Uid uid) {
        return Optional.ofNullable(origins.get(new Key(folder, uid.value())));
    }

    /// The folder has been looked at: nothing of it is needed any more.
    void forget(int folder) {
        origins.keySet().removeIf(key -> key.folder() == folder);
    }
}
