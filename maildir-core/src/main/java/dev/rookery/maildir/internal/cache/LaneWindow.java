// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads the records of one lane of one page of the index, in as few reads as their places allow.
final class LaneWindow {
    /// One read brings no more than this, unless a record is longer.
    private static final int READ_BYTES_MAX = 64 * 1024;

    /// What lies between two records is read along if it is no more than this.
    private static final int GAP_BYTES_MAX = 4 * 1024;

    /// What becomes of records.
    enum Use {
        /// Each is good until the next one is asked for.
        PASSING,
        /// All stay good.
        KEPT
    }

    private final Lane lane;
    private final Use use;
    private final long[] locations = new long[CacheLayout.PAGE_UIDS];
    private byte[] buffer = {};
    private long at;
    private int filled;

    LaneWindow(Lane lane, Use use) {
        this.lane = lane;
        this.use = use;
    }

    void startPage() {
        filled = 0;
    }

    /// Bytes of the record of the page's message there.
    int bytes(int place) {
        return CacheLayout.length(locations[place]);
    }

    /// The location of the record of the page's message there; 0 if it is not wanted.
    void want(int place, long location) {
        locations[place] = location;
    }

    /// The record of the page's message there; null if there is none.
    @Nullable CacheRecord record(CacheFile file, long uid) throws IOException {
        int place = (int) (uid % CacheLayout.PAGE_UIDS);
        long location = locations[place];
        int length = CacheLayout.length(location);
        if (length == 0 || length > CacheLayout.aligned(CacheRecord.BYTES_MAX)) {
            return null;
        }
        long offset = CacheLayout.offset(location);
        if (offset < at || offset + length > at + filled) {
            fill(file, place);
        }
        int from = (int) (offset - at);
        int there = Math.min(length, filled - from);
        return file.check(CacheRecord.read(buffer, from, there, uid, lane, file.key()), location);
    }

    private void fill(CacheFile file, int place) throws IOException {
        long start = CacheLayout.offset(locations[place]);
        long end = start + CacheLayout.length(locations[place]);
        for (int next = place + 1; next < locations.length; next++) {
            if (locations[next] != 0) {
                long offset = CacheLayout.offset(locations[next]);
                long nextEnd = offset + CacheLayout.length(locations[next]);
                boolean near = offset >= end && offset - end <= GAP_BYTES_MAX;
                if (!near || nextEnd - start > READ_BYTES_MAX) {
                    break;
                }
                end = nextEnd;
            }
        }
        int wanted = (int) (end - start);
        if (use == Use.KEPT) {
            buffer = new byte[wanted];
        } else if (wanted > buffer.length) {
            buffer = new byte[Math.max(wanted, READ_BYTES_MAX)];
        }
        filled = 0;
        at = start;
        filled = file.read(start, buffer, wanted);
    }
}
