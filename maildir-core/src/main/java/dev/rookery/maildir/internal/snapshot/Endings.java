// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands behind the bases of some file names. Immutable; a change costs the same, however
/// many there are.
public final class Endings {
    public static final Endings NONE = new Endings(UidSet.EMPTY, LongMap.empty());

    private final UidSet uids;
    private final LongMap<String> texts;

    private Endings(UidSet uids, LongMap<String> texts) {
        this.uids = uids;
        this.texts = texts;
    }

    /// @param texts one for each of `uids`, in their order
    public static Endings of(UidSet uids, List<String> texts) {
        if (texts.size() != uids.size()) {
            throw new IllegalArgumentException(texts.size() + " endings of " + uids.size());
        }
        long[] keys = new long[texts.size()];
        int[] count = new int[1];
        uids.forEachUid(uid -> keys[count[0]++] = uid);
        return new Endings(uids, LongMap.of(keys, texts));
    }

    /// The messages whose endings these are.
    public UidSet uids() {
        return uids;
    }

    public Optional<String> of(long uid) {
        return Optional.ofNullable(texts.get(uid));
    }

    /// Ascending by UID.
    public void forEach(LongMap.Each<String> action) {
        texts.forEach(action);
    }

    Endings with(Map<Long, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        UidSet.Builder added = UidSet.builder();
        LongMap<String> all = texts;
        for (Map.Entry<Long, String> each : more.entrySet()) {
            added.accept(each.getKey());
            all = all.with(each.getKey(), each.getValue());
        }
        return new Endings(uids.or(added.build()), all);
    }

    Endings without(UidSet gone) {
        if (!uids.intersects(gone)) {
            return this;
        }
        UidSet left = uids.minus(gone);
        if (left.isEmpty()) {
            return NONE;
        }
        LongMap<String> less = texts;
        for (Uid uid : uids.and(gone)) {
            less = less.without(uid.value());
        }
        return new Endings(left, less);
    }

    /// With long runs stored as such.
    Endings compacted() {
        return new Endings(uids.compacted(), texts);
    }
}
