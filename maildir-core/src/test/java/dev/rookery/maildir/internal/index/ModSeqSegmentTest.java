// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModSeqSegmentTest {
    private static final String NAME = "rookery.index.modseq.1";

    @TempDir private Path home;
    private IndexFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = new IndexFolder(home);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    static SortedMap<Long, Long> pairs(Random random, int count, int gap, long spread) {
        SortedMap<Long, Long> pairs = new TreeMap<>();
        long uid = 0;
        while (pairs.size() < count) {
            uid += 1 + random.nextInt(gap);
            pairs.put(uid, 1 + random.nextLong(spread));
        }
        return pairs;
    }

    private ModSeqSegment written(SortedMap<Long, Long> pairs) throws IOException {
        try (ModSeqSegmentWriter out =
                ModSeqSegmentWriter.create(folder.directory(), NAME, Optional.empty())) {
            for (Map.Entry<Long, Long> pair : pairs.entrySet()) {
                out.add(pair.getKey(), pair.getValue());
            }
            out.publish();
        }
        return ModSeqSegment.open(folder.directory(), NAME, folder.cache());
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,1,1",
        "2,2,3,9223372036854775806",
        "3,9000,1,1",
        "4,9000,1,100000",
        "5,5000,100000,1152921504606846976",
        "6,4097,1,1",
        "7,20000,3,4294967296",
    })
    void readsWhatWasWritten(long seed, int count, int gap, long spread) throws IOException {
        SortedMap<Long, Long> pairs = pairs(new Random(seed), count, gap, spread);
        try (ModSeqSegment segment = written(pairs)) {
            assertThat(segment.pairs()).isEqualTo(count);
            assertThat(segment.firstUid()).isEqualTo(pairs.firstKey());
            assertThat(segment.lastUid()).isEqualTo(pairs.lastKey());
            assertThat(segment.minModSeq())
                    .isEqualTo(pairs.values().stream().mapToLong(x -> x).min().getAsLong());
            assertThat(segment.maxModSeq())
                    .isEqualTo(pairs.values().stream().mapToLong(x -> x).max().getAsLong());
            for (long uid = 0; uid < 3000; uid++) {
                assertThat(segment.find(uid)).isEqualTo(pairs.getOrDefault(uid, 0L));
            }
            for (Map.Entry<Long, Long> pair : pairs.entrySet()) {
                assertThat(segment.find(pair.getKey())).isEqualTo(pair.getValue());
            }
            assertThat(segment.find(pairs.lastKey() + 1)).isZero();
            checkChanges(segment, pairs, 0);
            checkChanges(segment, pairs, spread / 2);
            checkChanges(segment, pairs, spread + 1);
        }
    }

    private static void checkChanges(
            ModSeqSegment segment, SortedMap<Long, Long> pairs, long modSeq) throws IOException {
        SortedMap<Long, Long> expected = new TreeMap<>(pairs);
        expected.values().removeIf(each -> each <= modSeq);
        Map<Long, Long> found = new TreeMap<>();
        segment.changedSince(modSeq, found::put);
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void keepsTheGreatestNumbers() throws IOException {
        SortedMap<Long, Long> pairs =
                new TreeMap<>(Map.of(1L, 1L, 2L, Long.MAX_VALUE, Uid.MAX, Long.MAX_VALUE - 1));
        try (ModSeqSegment segment = written(pairs)) {
            pairs.forEach((uid, modSeq) -> assertThat(find(segment, uid)).isEqualTo(modSeq));
        }
    }

    private static long find(ModSeqSegment segment, long uid) {
        try {
            return segment.find(uid);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void refusesPairsThatAreNone() throws IOException {
        try (ModSeqSegmentWriter out =
                ModSeqSegmentWriter.create(folder.directory(), NAME, Optional.empty())) {
            out.add(5, 1);
            for (long uid : new long[] {-1, 0, 4, 5, Uid.MAX + 1}) {
                assertThatThrownBy(() -> out.add(uid, 1))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> out.add(6, 0)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(folder.directory().list()).isEmpty();
    }

    @Test
    void isNoRowSegment() throws IOException {
        written(pairs(new Random(8), 10, 2, 9)).close();
        assertThatThrownBy(() -> folder.open(NAME)).isInstanceOf(CorruptIndexException.class);
    }
}
