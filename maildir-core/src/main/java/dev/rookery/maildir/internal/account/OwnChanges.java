// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.files.WatchListener.What;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What the kernel is going to tell of a folder because we did it. It tells each change once: one
/// more of the same kind is another program's, unless it follows at once on ours and nothing was
/// read in between; then the kernel makes one notice of both.
///
/// Announced by one thread, explained to another.
final class OwnChanges {
    private final Map<Told, Integer> announced = new HashMap<>();
    private final Set<Found> files = new LinkedHashSet<>();
    private boolean failed;

    private record Told(What what, Found file) {}

    /// Changes files, each announced before.
    @FunctionalInterface
    interface Work {
        void run(OwnChanges changes) throws IOException;
    }

    /// A file is about to be renamed within the folder.
    synchronized void rename(Found from, Found to) {
        announce(new Told(What.MOVED_OUT, from));
        announce(new Told(What.MOVED_IN, to));
    }

    /// A file is about to be removed.
    synchronized void remove(Found file) {
        announce(new Told(What.DELETED, file));
    }

    private void announce(Told told) {
        announced.merge(told, 1, Integer::sum);
        files.add(told.file());
    }

    /// Something announced was not done: what was told may have been another program's.
    synchronized void fail() {
        failed = true;
    }

    /// Whether this was to be told.
    synchronized boolean explains(What what, Found file) {
        Told told = new Told(what, file);
        boolean ours = announced.containsKey(told);
        announced.computeIfPresent(told, (_, count) -> count == 1 ? null : count - 1);
        return ours;
    }

    /// The files of all changes, if not all of them came about and were told.
    synchronized Set<Found> untold() {
        return failed || !announced.isEmpty() ? all() : Set.of();
    }

    /// The files of all changes, under the names they had and those they were to get.
    synchronized Set<Found> all() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(files));
    }
}
