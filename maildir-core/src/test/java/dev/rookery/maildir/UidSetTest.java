// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UidSetTest {
    private static UidSet of(long... uids) {
        UidSet.Builder set = UidSet.builder();
        for (long uid : uids) {
            set.add(new Uid(uid));
        }
        return set.build();
    }

    private static List<String> ranges(UidSet set) {
        List<String> ranges = new ArrayList<>();
        set.forEachRange((first, last) -> ranges.add(first + ":" + last));
        return ranges;
    }

    @Test
    void writesRangesAsUidSets() {
        assertThat(of(1, 2, 3, 7, 9, 10)).hasToString("1:3,7,9:10");
        assertThat(UidSet.EMPTY).hasToString("");
        assertThat(of(Uid.MAX)).hasToString("4294967295");
        assertThat(of(1, 2_147_483_647L, 2_147_483_648L)).hasToString("1,2147483647:2147483648");
    }

    /// Counted one by one, this takes many seconds: clients may send any number of such sets.
    @Test
    void countsNoMembersOfARange() {
        UidSet all = UidSet.range(new Uid(1), new Uid(Uid.MAX));
        for (int i = 0; i < 1_000; i++) {
            assertThat(ranges(all)).containsExactly("1:4294967295");
        }
    }

    @Test
    void knowsWhatIsInBoth() {
        assertThat(of(1, 5).intersects(of(5, 6))).isTrue();
        assertThat(of(1, 5).intersects(of(2, 6))).isFalse();
    }

    @Test
    void staysTheSameWhenCompacted() {
        UidSet set = UidSet.range(new Uid(3), new Uid(70_000)).or(of(80_000));
        assertThat(set.compacted()).isEqualTo(set).hasToString("3:70000,80000");
    }
}
