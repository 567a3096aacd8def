// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidLongMapTest {
    /// Ranges that fill whole nodes, and single UIDs.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void tellsTheFirstOnesFromOneOn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        UidSet.Builder uids = UidSet.builder();
        UidLongMap map = UidLongMap.EMPTY;
        for (int i = 0; i < 40; i++) {
            long first = 1 + random.nextLong(1L << (4 + random.nextInt(20)));
            long last = first + (i % 2 == 0 ? 0 : random.nextLong(10_000));
            UidSet range = UidSet.range(new Uid(first), new Uid(last));
            map = map.with(range, first);
            range.forEachUid(uids);
        }
        UidSet all = uids.build();
        for (int wanted : new int[] {0, 1, 5, 64, 65, 5_000, 1_000_000}) {
            long from = 1 + random.nextLong(all.last().value());
            assertThat(map.from(1, wanted)).isEqualTo(first(all, wanted));
            UidSet later = all.and(UidSet.range(new Uid(from), all.last()));
            assertThat(map.from(from, wanted)).isEqualTo(first(later, wanted));
        }
    }

    private static UidSet first(UidSet all, int wanted) {
        long known = Math.min(wanted, all.size());
        return known == 0 ? UidSet.EMPTY : all.and(UidSet.range(Uid.FIRST, all.select(known)));
    }
}
