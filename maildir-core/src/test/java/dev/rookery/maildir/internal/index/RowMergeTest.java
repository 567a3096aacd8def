// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.internal.index.RowMerge.Completion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowMergeTest {
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

    private ModSeqSegment modSeqs(String name, SortedMap<Long, Long> pairs) throws IOException {
        try (ModSeqSegmentWriter out =
                ModSeqSegmentWriter.create(folder.directory(), name, Optional.empty())) {
            for (Map.Entry<Long, Long> pair : pairs.entrySet()) {
                out.add(pair.getKey(), pair.getValue());
            }
            out.publish();
        }
        return ModSeqSegment.open(folder.directory(), name, folder.cache());
    }

    private List<IndexRow> merged(
            List<RowSegment> segments, List<ModSeqSegment> newer, LongPredicate live)
            throws IOException {
        int count;
        try (RowSegmentWriter out =
                RowSegmentWriter.create(folder.directory(), "merged", Optional.empty(), 0)) {
            count = RowMerge.merge(segments, newer, live, Completion.NONE, out);
            if (count == 0) {
                return List.of();
            }
            out.publish();
        }
        List<IndexRow> rows = new ArrayList<>();
        try (RowSegment merged = folder.open("merged");
                RowCursor cursor = merged.cursor()) {
            while (cursor.next()) {
                rows.add(cursor.get());
            }
        }
        assertThat(rows).hasSize(count);
        return rows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void joinsNeighboursDropsTheDeadAndTakesTheNewestModSeq(long seed) throws IOException {
        Random random = new Random(seed);
        List<IndexRow> rows = SampleRows.rows(random, 9000);
        LongPredicate live = uid -> uid % 3 != 0;
        SortedMap<Long, Long> early = new TreeMap<>();
        SortedMap<Long, Long> late = new TreeMap<>();
        for (IndexRow row : rows) {
            if (random.nextInt(3) == 0) {
                early.put(row.uid(), (1L << 51) + random.nextInt(1000));
            }
            if (random.nextInt(3) == 0) {
                late.put(row.uid(), (1L << 52) + random.nextInt(1000));
            }
        }
        late.put(rows.getLast().uid() + 5, 7L);
        List<IndexRow> expected = new ArrayList<>();
        for (IndexRow row : rows) {
            long modSeq = late.getOrDefault(row.uid(), early.getOrDefault(row.uid(), row.modSeq()));
            if (live.test(row.uid())) {
                expected.add(row.withModSeq(modSeq));
            }
        }
        try (RowSegment first = folder.written("first", rows.subList(0, 5000));
                RowSegment second = folder.written("second", rows.subList(5000, 5001));
                RowSegment third = folder.written("third", rows.subList(5001, 9000));
                ModSeqSegment earlyOnes = modSeqs("early", early);
                ModSeqSegment lateOnes = modSeqs("late", late)) {
            assertThat(merged(List.of(first, second, third), List.of(lateOnes, earlyOnes), live))
                    .isEqualTo(expected);
        }
    }

    @Test
    void leavesNothingWhenAllAreDead() throws IOException {
        try (RowSegment segment = folder.written("only", SampleRows.rows(new Random(4), 100))) {
            assertThat(merged(List.of(segment), List.of(), _ -> false)).isEmpty();
        }
        assertThat(home.resolve("merged.new")).doesNotExist();
    }

    @Test
    void takesInWhatHasBecomeKnown() throws IOException {
        IndexRow row =
                new IndexRow(
                        5,
                        1,
                        0,
                        0,
                        IndexRow.UNKNOWN,
                        IndexRow.UNKNOWN,
                        "foreign,S=70",
                        Optional.empty());
        try (RowSegment segment = folder.written("only", List.of(row));
                RowSegmentWriter out =
                        RowSegmentWriter.create(
                                folder.directory(), "merged", Optional.empty(), 1)) {
            RowMerge.merge(
                    List.of(segment), List.of(), _ -> true, each -> each.withSizes(70, 75), out);
            out.publish();
        }
        try (RowSegment merged = folder.open("merged")) {
            assertThat(merged.physicalBytes(0)).isEqualTo(70);
            assertThat(merged.virtualBytes(0)).isEqualTo(75);
            assertThat(merged.base(0)).isEqualTo("foreign,S=70");
        }
    }

    @Test
    void givesBackEveryPageItUsed() throws IOException {
        BlockCache cache = folder.cache();
        try (RowSegment segment = folder.written("only", SampleRows.rows(new Random(5), 5000))) {
            merged(List.of(segment), List.of(), _ -> true);
        }
        long pages = cache.budgetBytes() / BlockCache.FRAME_BYTES;
        try (RowSegment segment = folder.open("only")) {
            for (int round = 0; round < 2 * pages; round++) {
                segment.uid(round % segment.rows());
            }
        }
        assertThat(cache.evictions()).isZero();
    }

    @Test
    void mergesModSeqsByGreatest() throws IOException {
        Random random = new Random(6);
        List<ModSeqSegment> segments = new ArrayList<>();
        SortedMap<Long, Long> expected = new TreeMap<>();
        for (int i = 0; i < 5; i++) {
            SortedMap<Long, Long> pairs = ModSeqSegmentTest.pairs(random, 3000, 4, 1L << 40);
            pairs.forEach((uid, modSeq) -> expected.merge(uid, modSeq, Math::max));
            segments.add(modSeqs("modseq" + i, pairs));
        }
        LongPredicate live = uid -> uid % 5 != 1;
        expected.keySet().removeIf(uid -> !live.test(uid));
        try (ModSeqSegmentWriter out =
                ModSeqSegmentWriter.create(folder.directory(), "merged", Optional.empty())) {
            assertThat(RowMerge.mergeModSeqs(segments, live, out)).isEqualTo(expected.size());
            out.publish();
        }
        Map<Long, Long> found = new TreeMap<>();
        try (ModSeqSegment merged =
                ModSeqSegment.open(folder.directory(), "merged", folder.cache())) {
            merged.changedSince(0, found::put);
        }
        assertThat(found).isEqualTo(expected);
        for (ModSeqSegment segment : segments) {
            segment.close();
        }
    }
}
