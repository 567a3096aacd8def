// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.util.EnumSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Copies what is of use from one file to another.
final class Compaction {
    private final CacheFile old;
    private final CacheFile fresh;
    private final LongPredicate live;
    private final Batch batch;
    private final UidSet.Builder noted = UidSet.builder();

    Compaction(CacheFile old, CacheFile fresh, LongPredicate live) {
        this.old = old;
        this.fresh = fresh;
        this.live = live;
        this.batch = new Batch(fresh.key());
    }

    CacheFile fresh() {
        return fresh;
    }

    /// Remembers what was written to the old file meanwhile.
    void note(Batch written) {
        for (int i = 0; i < written.count(); i++) {
            noted.add(new Uid(written.uid(i)));
        }
    }

    void copyNoted() throws IOException {
        UidSet uids = noted.build();
        copy(scan -> scan.run(uids, uid -> copy(scan, uid)));
    }

    void copyAll() throws IOException {
        copy(scan -> scan.runFrom(Uid.FIRST.value(), uid -> copy(scan, uid)));
    }

    @FunctionalInterface
    private interface Copying {
        void run(CacheScan old) throws IOException;
    }

    private void copy(Copying copying) throws IOException {
        if (!old.enter()) {
            throw new IOException("the cache was closed");
        }
        try {
            copying.run(new CacheScan(old, EnumSet.allOf(Lane.class)));
            fresh.write(batch);
            batch.clear();
        } finally {
            old.leave();
        }
    }

    private void copy(CacheScan scan, long uid) throws IOException {
        if (!live.test(uid)) {
            return;
        }
        @Nullable CacheRecord[] records = new @Nullable CacheRecord[Lane.COUNT];
        for (Lane lane : Lane.values()) {
            records[lane.number()] = scan.record(uid, lane);
        }
        batch.addCopy(uid, records);
        if (batch.isDue()) {
            fresh.write(batch);
            batch.clear();
        }
    }
}
