// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Counts the sessions of each user from each address. Safe to share between threads.
final class UserSessions {
    private final int sessionsPerUserMax;
    private final Map<Key, Integer> counts = new ConcurrentHashMap<>();

    UserSessions(int sessionsPerUserMax) {
        this.sessionsPerUserMax = sessionsPerUserMax;
    }

    /// A place for one more session, unless there are too many. This machine may have any number.
    Optional<Place> take(String login, InetAddress client) {
        if (client.isLoopbackAddress()) {
            return Optional.of(() -> {});
        }
        Key key = new Key(login, client);
        int count = counts.merge(key, 1, Integer::sum);
        Place place = () -> counts.computeIfPresent(key, (_, n) -> n == 1 ? null : n - 1);
        if (count > sessionsPerUserMax) {
            place.close();
            return Optional.empty();
        }
        return Optional.of(place);
    }

    /// One session's place; close it once.
    @FunctionalInterface
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    private record Key(String login, InetAddress client) {}
}
