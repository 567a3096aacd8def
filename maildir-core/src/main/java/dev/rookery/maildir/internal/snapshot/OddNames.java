// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.UidSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Whole file names, by UID, that we would not write so. Immutable; whatever concerns none of them
/// costs the same, however many there are.
public final class OddNames {
    public static final OddNames NONE = new OddNames(UidSet.EMPTY, Map.of());

    private final UidSet uids;
    private final Map<Long, String> names;

    private OddNames(UidSet uids, Map<Long, String> names) {
        this.uids = uids;
        this.names = Collections.unmodifiableMap(names);
    }

    public static OddNames of(Map<Long, String> names) {
        return NONE.with(names);
    }

    public boolean contains(long uid) {
        return uids.contains(uid);
    }

    public Optional<String> name(long uid) {
        return contains(uid) ? Optional.ofNullable(names.get(uid)) : Optional.empty();
    }

    public Map<Long, String> all() {
        return names;
    }

    OddNames with(Map<Long, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        UidSet.Builder added = UidSet.builder();
        more.keySet().forEach(added::accept);
        Map<Long, String> all = new HashMap<>(names);
        all.putAll(more);
        return new OddNames(uids.or(added.build()), all);
    }

    OddNames without(UidSet gone) {
        if (!uids.intersects(gone)) {
            return this;
        }
        Map<Long, String> less = new HashMap<>(names);
        uids.and(gone).forEachUid(less::remove);
        return new OddNames(uids.minus(gone), less);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OddNames that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
