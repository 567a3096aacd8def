// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.index.BaseHash;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the messages of one state by the bases of their file names: those that are there, and
/// those whose files have to go.
final class BaseIndex {
    private static final int SEARCHES_UNSORTED = 64;

    private final FolderState state;

    /// Hash and UID of every row in memory, ascending; sorted when it is worth it.
    private long @Nullable [] recent;

    /// Made so far, or to come.
    private int searches;

    /// Sorts after some searches, unless there are only few.
    BaseIndex(FolderState state) {
        this(state, 0);
    }

    /// @param expected searches, at least: many are worth sorting before the first
    BaseIndex(FolderState state, int expected) {
        this.state = state;
        this.searches = expected;
    }

    private static long[] recent(MailboxSnapshot snapshot) {
        long[] keys = new long[snapshot.recentRows()];
        int[] count = new int[1];
        snapshot.forEachRecentHash((hash, uid) -> keys[count[0]++] = key(hash, uid));
        long[] all = Arrays.copyOf(keys, count[0]);
        Arrays.sort(all);
        return all;
    }

    private static long key(int hash, long uid) {
        return ((long) hash << Integer.SIZE) | uid;
    }

    Optional<Row> find(String base) throws IOException {
        int hash = BaseHash.of(base);
        UidSet.Builder candidates = UidSet.builder();
        if (++searches < SEARCHES_UNSORTED) {
            state.snapshot()
                    .forEachRecentHash((each, uid) -> {
                        if (each == hash) {
                            candidates.accept(uid);
                        }
                    });
        } else {
            findRecent(hash, candidates);
        }
        state.snapshot().storedRows().withHash(hash, candidates);
        return find(candidates.build(), base);
    }

    private void findRecent(int hash, UidSet.Builder candidates) {
        long[] sorted = recent;
        if (sorted == null) {
            sorted = recent(state.snapshot());
            recent = sorted;
        }
        int from = Arrays.binarySearch(sorted, key(hash, 0));
        for (int i = from < 0 ? ~from : from;
                i < sorted.length && sorted[i] >> Integer.SIZE == hash;
                i++) {
            candidates.accept(sorted[i] & 0xFFFF_FFFFL);
        }
    }

    private Optional<Row> find(UidSet candidates, String base) throws IOException {
        Optional<Row> toGo = Optional.empty();
        for (long uid = candidates.nextAfter(0); uid > 0; uid = candidates.nextAfter(uid)) {
            boolean there = state.snapshot().uids().contains(uid);
            if (!there && state.tombs().get(uid) == 0) {
                continue;
            }
            Optional<Row> row = state.snapshot().row(uid).filter(each -> each.base().equals(base));
            if (there && row.isPresent()) {
                return row;
            }
            toGo = row.isPresent() ? row : toGo;
        }
        return toGo;
    }
}
