// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what is known of some messages ahead of whoever asks for one after the other. For one
/// thread; what it answered stays good.
public final class ReadAhead {
    private final UidSet messages;
    private @Nullable CacheFile file;
    private @Nullable CacheScan scan;

    /// @param messages that will be asked for, in ascending order for the most part
    public ReadAhead(UidSet messages) {
        this.messages = messages;
    }

    /// What the cache knows of a message, if it knows anything.
    public Optional<CachedFields> find(FolderCache cache, Uid uid) {
        Boolean known = cache.fromFile(current -> at(current, uid.value()).knows(uid.value()));
        return Boolean.TRUE.equals(known)
                ? Optional.of(
                        new CachedFields((one, lane) -> record(cache, one, lane)).of(uid.value()))
                : cache.find(uid);
    }

    private @Nullable CacheRecord record(FolderCache cache, long uid, Lane lane) {
        return cache.fromFile(current -> at(current, uid).record(uid, lane));
    }

    /// The scan of that file, which may have come in the place of another, where it knows of the
    /// message.
    private CacheScan at(CacheFile current, long uid) throws IOException {
        CacheScan known = scan;
        if (known == null || current != file) {
            known = new CacheScan(current, EnumSet.allOf(Lane.class), LaneWindow.Use.KEPT);
            scan = known;
            file = current;
        }
        known.moveTo(uid, messages);
        return known;
    }
}
