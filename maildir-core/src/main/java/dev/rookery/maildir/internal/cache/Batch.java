// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.internal.mime.MessageFacts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Messages that wait to be written together.
final class Batch {
    /// A batch that has reached one of these is due.
    static final int MESSAGES_MAX = 256;

    private static final int BYTES_MAX = 256 * 1024;
    private static final Lane[] LANES = Lane.values();

    private final LaneBatch[] lanes = new LaneBatch[Lane.COUNT];
    private long[] uids = new long[16];
    private int count;

    Batch(CacheKey key) {
        for (Lane lane : LANES) {
            lanes[lane.number()] = new LaneBatch(lane, key);
        }
    }

    void add(long uid, MessageFacts facts) {
        addUid(uid);
        for (Lane lane : LANES) {
            lanes[lane.number()].add(uid, FactFields.of(facts, lane));
        }
    }

    /// Adds what is known of a message elsewhere, such as of the one this is a copy of.
    void add(long uid, CachedFields fields) {
        addUid(uid);
        for (Lane lane : LANES) {
            if (fields.knows(lane)) {
                lanes[lane.number()].add(uid, fields.of(lane));
            } else {
                lanes[lane.number()].addCopy(null);
            }
        }
    }

    /// @param records one for each lane
    void addCopy(long uid, @Nullable CacheRecord[] records) {
        addUid(uid);
        for (Lane lane : LANES) {
            lanes[lane.number()].addCopy(records[lane.number()]);
        }
    }

    private void addUid(long uid) {
        uids = count < uids.length ? uids : Arrays.copyOf(uids, 2 * count);
        uids[count++] = uid;
    }

    LaneBatch lane(int lane) {
        return lanes[lane];
    }

    long uid(int message) {
        return uids[message];
    }

    int count() {
        return count;
    }

    boolean isDue() {
        return count >= MESSAGES_MAX
                || Arrays.stream(lanes).mapToLong(LaneBatch::size).sum() >= BYTES_MAX;
    }

    void clear() {
        count = 0;
        for (LaneBatch lane : lanes) {
            lane.clear();
        }
    }
}
