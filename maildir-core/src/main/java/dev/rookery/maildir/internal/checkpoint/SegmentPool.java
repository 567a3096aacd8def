// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.internal.index.BlockCache;
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
    private volatile boolean closed;

    public SegmentPool(BlockCache cache) {
        this.cache = cache;
    }

    BlockCache cache() {
        return cache;
    }

    /// Takes care of an open file; what is returned is to be held by whoever reads it.
    <S extends Closeable> Held<S> hold(Held<S> held) {
        S segment = held.segment();
        open.add(segment);
        if (closed) {
            release(segment);
        }
        CLEANER.register(held, () -> release(segment));
        return held;
    }

    private void release(Closeable segment) {
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
        open.forEach(this::release);
    }
}
