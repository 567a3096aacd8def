// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.UidSet;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Nothing lies on disk yet.
final class NoRows implements StoredRows {
    @Override
    public long lastUid() {
        return 0;
    }

    @Override
    public Optional<Row> find(long uid) {
        return Optional.empty();
    }

    @Override
    public long modSeq(long uid) {
        return 0;
    }

    @Override
    public long dateSeconds(long uid) {
        return Long.MIN_VALUE;
    }

    @Override
    public long physicalBytes(long uid) {
        return Long.MIN_VALUE;
    }

    @Override
    public long virtualBytes(long uid) {
        return Long.MIN_VALUE;
    }

    @Override
    public void changedSince(long modSeq, LongConsumer uids) {}

    @Override
    public void withHash(int hash, LongConsumer uids) {}

    @Override
    public void forEach(UidSet uids, RowReader reader) {}
}
