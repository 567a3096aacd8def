// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.net.ConnectionLimits;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Counts the sessions of each user from each address. Safe to share between threads.
final class UserSessions {
    private final int sessionsPerUserMax;
    private final ConnectionLimits connections;
    private final Map<Key, Integer> counts = new ConcurrentHashMap<>();

    /// @param connections who counts as whom, and who does not count
    UserSessions(int sessionsPerUserMax, ConnectionLimits connections) {
        this.sessionsPerUserMax = sessionsPerUserMax;
        this.connections = connections;
    }

    /// A place for one more session, unless there are too many.
    Optional<Place> take(String login, InetAddress client) {
        if (connections.exempts(client)) {
            return Optional.of(() -> {});
        }
        Key key = new Key(login, ConnectionLimits.source(client));
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

    private record Key(String login, String source) {}
}
