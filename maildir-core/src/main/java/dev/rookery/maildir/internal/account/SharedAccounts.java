// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.ClosedException;
import dev.rookery.maildir.internal.files.FileId;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The accounts of a store that anybody has open, each once, until the store is closed.
///
/// The lock guards who comes in: whoever closes all knows all who did.
final class SharedAccounts {
    private static final System.Logger LOG = System.getLogger(SharedAccounts.class.getName());

    private final Map<FileId, SharedAccount> all = new ConcurrentHashMap<>();

    /// Those that are closed to be lent.
    private final Set<SharedAccount> leaving = ConcurrentHashMap.newKeySet();

    private boolean closed;

    /// An account, by its directory.
    record Place(FileId id, SharedAccount account) {}

    /// Somebody who wants to hold an account, and what became of that.
    record Arrival(Place place, SharedAccount.Joined joined) {}

    /// @throws ClosedException if the store is closed
    synchronized void requireOpen() {
        if (closed) {
            throw new ClosedException("the mail store is closed");
        }
    }

    /// @throws ClosedException if the store is closed
    synchronized Arrival join(FileId id) {
        requireOpen();
        SharedAccount account = all.computeIfAbsent(id, _ -> new SharedAccount());
        return new Arrival(new Place(id, account), account.join());
    }

    /// The place of an account that nobody has open, and nobody opens until it is free.
    ///
    /// @throws ClosedException if the store is closed
    Optional<Place> reserve(FileId id) throws IOException {
        SharedAccount other = all.get(id);
        if (other != null && other.closeIfIdle()) {
            all.remove(id, other);
        }
        synchronized (this) {
            requireOpen();
            SharedAccount busy = SharedAccount.busy();
            return all.putIfAbsent(id, busy) == null
                    ? Optional.of(new Place(id, busy))
                    : Optional.empty();
        }
    }

    /// The place of an account that is closed, whoever held it, and that nobody opens until it is
    /// free. Nothing if it is lent already, or somebody works on it alone.
    ///
    /// @throws ClosedException if the store is closed
    Optional<Place> lend(FileId id) throws IOException {
        SharedAccount lent = SharedAccount.lent();
        SharedAccount holding;
        synchronized (this) {
            requireOpen();
            holding = all.get(id);
            if (holding != null && holding.isReserved()) {
                return Optional.empty();
            }
            all.put(id, lent);
            if (holding != null) {
                leaving.add(holding);
            }
        }
        Place place = new Place(id, lent);
        try {
            if (holding != null) {
                holding.close();
            }
            return Optional.of(place);
        } catch (IOException | RuntimeException unknown) {
            free(place);
            throw unknown;
        } finally {
            if (holding != null) {
                leaving.remove(holding);
            }
        }
    }

    void free(Place reserved) {
        remove(reserved);
        reserved.account().free();
    }

    /// The account is closed.
    void remove(Place place) {
        all.remove(place.id(), place.account());
    }

    Collection<SharedAccount> all() {
        return all.values();
    }

    /// Closes all accounts, and lets nobody in any more.
    void close() {
        synchronized (this) {
            closed = true;
        }
        List<SharedAccount> open = new ArrayList<>(all.values());
        open.addAll(leaving);
        for (SharedAccount account : open) {
            try {
                account.close();
            } catch (IOException trouble) {
                LOG.log(Level.WARNING, "closing an account", trouble);
            }
        }
        all.clear();
    }
}
