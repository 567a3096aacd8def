// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import org.jspecify.annotations.Nullable;

/// A message that was looked up: its locations, good for the file they were found in.
final class FoundMessage implements CachedFields.Source {
    private final FolderCache cache;
    private @Nullable CacheFile file;
    private long @Nullable [] locations;

    FoundMessage(FolderCache cache, long uid) {
        this.cache = cache;
        CacheFile current = cache.enter();
        if (current != null) {
            try {
                locate(current, uid);
            } finally {
                current.leave();
            }
        }
    }

    boolean isKnown() {
        return locations != null;
    }

    /// The file may have been compacted since.
    @Override
    public @Nullable CacheRecord read(long uid, Lane lane) {
        CacheFile current = cache.enter();
        if (current == null) {
            return null;
        }
        try {
            if (current != file) {
                locate(current, uid);
            }
            long[] found = locations;
            return found == null
                    ? null
                    : cache.reading(() -> current.record(uid, lane, found[lane.number()]));
        } finally {
            current.leave();
        }
    }

    private void locate(CacheFile current, long uid) {
        file = current;
        locations = cache.reading(() -> current.locations(uid));
    }
}
