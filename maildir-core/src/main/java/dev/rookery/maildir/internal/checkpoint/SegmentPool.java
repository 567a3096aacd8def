// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.internal.index.BlockCache;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.snapshot.StoredRows;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The index files of an account that are open. One that was replaced is closed when no snapshot
/// can read it any more, all of them at the end.
public final class SegmentPool implements Closeable {
    private static final System.Logger LOG = System.getLogger(SegmentPool.class.getName());
    private static final Cleaner CLEANER = Cleaner.create();

    private final BlockCache cache;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile Damage damage;
    private volatile boolean closed;

    /// Hears of damage that readers meet, as often as they do.
    @FunctionalInterface
    public interface Damage {
        /// @param rows what was read
        void found(StoredRows rows, CorruptIndexException damage);
    }

    public SegmentPool(BlockCache cache) {
        this(cache, (_, _) -> {});
    }

    public SegmentPool(BlockCache cache, Damage damage) {
        this.cache = cache;
        this.damage = damage;
    }

    /// Whoever keeps it keeps nobody who hears of damage once this is closed.
    Damage damage() {
        return (rows, found) -> damage.found(rows, found);
    }

    BlockCache cache() {
        return cache;
    }

    /// Takes care of an open file; what is returned is to be held by whoever reads it.
    <S extends Closeable> Held<S> hold(Held<S> held) {
        S segment = held.segment();
        open.add(segment);
        if (closed) {
            release(open, segment);
        }
        // What the cleaner has to keep must not lead to those who hold it.
        Set<Closeable> from = open;
        CLEANER.register(held, () -> release(from, segment));
        return held;
    }

    private static void release(Set<Closeable> open, Closeable segment) {
        if (open.remove(segment)) {
            try {
                segment.close();
            } catch (IOException read) {
                // Nobody reads it any more.
                LOG.log(Level.DEBUG, "closing an index file: {0}", read.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        damage = (_, _) -> {};
        open.forEach(segment -> release(open, segment));
    }
}
