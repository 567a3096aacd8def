// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Lets one caller in at a time for each key, in order of arrival; different keys never wait for
/// each other. Keys that nobody uses take no memory.
final class Turns {
    private final ConcurrentHashMap<String, Turn> turns = new ConcurrentHashMap<>();

    private record Turn(Semaphore free, int callers) {
        Turn withCallers(int number) {
            return new Turn(free, number);
        }
    }

    /// Waits for this key's turn; [#leave] must follow.
    void enter(String key) throws InterruptedException {
        Semaphore free = join(key);
        try {
            free.acquire();
        } catch (InterruptedException interrupted) {
            forget(key);
            throw interrupted;
        }
    }

    void leave(String key) {
        Turn turn = turns.get(key);
        if (turn != null) {
            turn.free().release();
        }
        forget(key);
    }

    /// Keys in use.
    int size() {
        return turns.size();
    }

    private Semaphore join(String key) {
        return turns.merge(
                        key,
                        new Turn(new Semaphore(1, true), 1),
                        (there, _) -> there.withCallers(there.callers() + 1))
                .free();
    }

    private void forget(String key) {
        turns.computeIfPresent(
                key,
                (_, turn) -> turn.callers() == 1 ? null : turn.withCallers(turn.callers() - 1));
    }
}
