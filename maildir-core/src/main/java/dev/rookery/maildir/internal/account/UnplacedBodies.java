// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Body;
import dev.rookery.maildir.internal.journal.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Bodies of an account's messages whose files are not durable yet. They stand in the journal, and
/// take memory as long.
///
/// Safe to share between threads.
final class UnplacedBodies {
    /// Bytes of those of all accounts.
    private final AtomicLong ofAll;

    private final Map<Entry.Place, Body> bodies = new ConcurrentHashMap<>();

    UnplacedBodies(AtomicLong ofAll) {
        this.ofAll = ofAll;
    }

    void add(Entry.MessageAdded message) {
        if (message.body().isPresent()) {
            Body body = message.body().get();
            bodies.put(new Entry.Place(message.folder(), message.uid()), body);
            ofAll.addAndGet(body.sizeBytes());
        }
    }

    Optional<Body> find(int folder, long uid) {
        return Optional.ofNullable(bodies.get(new Entry.Place(folder, uid)));
    }

    /// Whether every message has its file.
    boolean isEmpty() {
        return bodies.isEmpty();
    }

    /// Those there are, by folder.
    Map<Integer, UidSet> byFolder() {
        Map<Integer, UidSet.Builder> builders = new HashMap<>();
        for (Entry.Place place : bodies.keySet()) {
            builders.computeIfAbsent(place.folder(), _ -> UidSet.builder()).accept(place.uid());
        }
        Map<Integer, UidSet> uids = new HashMap<>();
        builders.forEach((folder, builder) -> uids.put(folder, builder.build()));
        return uids;
    }

    /// The files of these messages serve from here on.
    void placed(int folder, UidSet uids) {
        uids.forEachUid(uid -> remove(new Entry.Place(folder, uid)).ifPresent(Body::release));
    }

    void removeFolder(int folder) {
        for (Entry.Place place : List.copyOf(bodies.keySet())) {
            if (place.folder() == folder) {
                var _ = remove(place);
            }
        }
    }

    void removeAll() {
        for (Entry.Place place : List.copyOf(bodies.keySet())) {
            var _ = remove(place);
        }
    }

    private Optional<Body> remove(Entry.Place place) {
        Optional<Body> removed = Optional.ofNullable(bodies.remove(place));
        removed.ifPresent(body -> ofAll.addAndGet(-body.sizeBytes()));
        return removed;
    }
}
