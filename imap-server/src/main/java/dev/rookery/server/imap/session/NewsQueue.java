// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.AccountChange;
import dev.rookery.server.limits.ServerLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What happened to an account and has not been told to a session yet. Bounded: a client that does
/// not listen costs no more than that, and whoever commits never waits for it.
///
/// Safe to share between threads; nothing is called under the lock.
final class NewsQueue implements Consumer<List<AccountChange>> {
    private final Runnable ring;
    private List<List<AccountChange>> waiting = new ArrayList<>();
    private int changes;

    NewsQueue(Runnable ring) {
        this.ring = ring;
    }

    @Override
    public void accept(List<AccountChange> commit) {
        synchronized (this) {
            changes += commit.size();
            if (changes > ServerLimits.NOTIFY_CHANGES_MAX) {
                waiting.clear();
            } else {
                waiting.add(commit);
            }
        }
        ring.run();
    }

    /// All that waits; nothing if it was too much.
    synchronized Optional<List<List<AccountChange>>> take() {
        if (changes > ServerLimits.NOTIFY_CHANGES_MAX) {
            return Optional.empty();
        }
        List<List<AccountChange>> taken = waiting;
        waiting = new ArrayList<>();
        changes = 0;
        return Optional.of(taken);
    }
}
