// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Counts connections against [ConnectionLimits] and makes room among strangers.
final class Admission {
    private final ConnectionLimits limits;

    // Guarded by this. Keys are strings, which stay fast when hash codes collide.
    private int total;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private final Set<Ticket> strangers = new LinkedHashSet<>();

    Admission(ConnectionLimits limits) {
        this.limits = limits;
    }

    /// Lets one more client in, or nobody; a stranger may push out the oldest one.
    ///
    /// @param trusted whether it never counts among the strangers
    Optional<Ticket> admit(InetAddress address, boolean trusted) {
        Ticket ticket = new Ticket(address);
        @Nullable Ticket pushedOut = null;
        synchronized (this) {
            if (total >= limits.total() || full(ticket)) {
                return Optional.empty();
            }
            total++;
            byAddress.merge(ticket.source, 1, Integer::sum);
            if (!trusted) {
                pushedOut = crowdedOut(ticket);
                strangers.remove(pushedOut);
                strangers.add(ticket);
            }
        }
        if (pushedOut != null) {
            pushedOut.evict();
        }
        return Optional.of(ticket);
    }

    private boolean full(Ticket ticket) {
        return !ticket.exempt && byAddress.getOrDefault(ticket.source, 0) >= limits.perAddress();
    }

    private @Nullable Ticket crowdedOut(Ticket newcomer) {
        if (!newcomer.exempt) {
            var neighbours =
                    strangers.stream().filter(t -> t.source.equals(newcomer.source)).toList();
            if (neighbours.size() >= limits.strangersPerAddress()) {
                return neighbours.getFirst();
            }
        }
        return strangers.size() >= limits.strangers() ? strangers.iterator().next() : null;
    }

    /// One admitted connection, until it is closed.
    final class Ticket implements AutoCloseable {
        private final String source;
        private final boolean exempt;
        private boolean closed;
        private boolean evicted;
        private @Nullable Consumer<String> eviction;

        private Ticket(InetAddress address) {
            source = ConnectionLimits.source(address);
            exempt = limits.exempts(address);
        }

        /// Sets what to call, with the reason, when this connection has to make room.
        void onEviction(Consumer<String> action) {
            boolean now;
            synchronized (Admission.this) {
                eviction = action;
                now = evicted;
            }
            if (now) {
                evict();
            }
        }

        void authenticated() {
            synchronized (Admission.this) {
                strangers.remove(this);
            }
        }

        @Override
        public void close() {
            synchronized (Admission.this) {
                if (closed) {
                    return;
                }
                closed = true;
                total--;
                strangers.remove(this);
                byAddress.computeIfPresent(source, (_, n) -> n == 1 ? null : n - 1);
            }
        }

        private void evict() {
            Consumer<String> action;
            synchronized (Admission.this) {
                evicted = true;
                action = eviction;
            }
            if (action != null) {
                action.accept("made room for a newer client that has not logged in either");
            }
        }
    }
}
