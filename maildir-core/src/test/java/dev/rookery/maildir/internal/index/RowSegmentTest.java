// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowSegmentTest {
    private static final String NAME = "rookery.index.rows.1";

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

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,17", "4,300", "5,5000", "6,5001", "7,60000"})
    void readsWhatWasWritten(long seed, int count) throws IOException {
        List<IndexRow> rows = SampleRows.rows(new Random(seed), count);
        try (RowSegment segment = folder.written(NAME, rows)) {
            assertThat(segment.rows()).isEqualTo(count);
            assertThat(segment.firstUid()).isEqualTo(rows.getFirst().uid());
            assertThat(segment.lastUid()).isEqualTo(rows.getLast().uid());
            assertThat(segment.maxModSeq())
                    .isEqualTo(rows.stream().mapToLong(IndexRow::modSeq).max().getAsLong());
            assertThat(segment.minModSeq())
                    .isEqualTo(rows.stream().mapToLong(IndexRow::modSeq).min().getAsLong());
            try (RowCursor cursor = segment.cursor()) {
                for (IndexRow row : rows) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.get()).isEqualTo(row);
                }
                assertThat(cursor.next()).isFalse();
            }
            Random random = new Random(seed);
            for (int i = 0; i < 2000; i++) {
                int row = random.nextInt(count);
                checkRow(segment, row, rows.get(row));
            }
            checkColumns(segment, rows);
        }
        assertThat(home.resolve(NAME + ".new")).doesNotExist();
    }

    private static void checkRow(RowSegment segment, int row, IndexRow expected)
            throws IOException {
        assertThat(segment.find(expected.uid())).isEqualTo(row);
        assertThat(segment.uid(row)).isEqualTo(expected.uid());
        assertThat(segment.modSeq(row)).isEqualTo(expected.modSeq());
        assertThat(segment.internalDate(row)).isEqualTo(expected.internalDate());
        assertThat(segment.saveDate(row)).isEqualTo(expected.saveDate());
        assertThat(segment.physicalBytes(row)).isEqualTo(expected.physicalBytes());
        assertThat(segment.virtualBytes(row)).isEqualTo(expected.virtualBytes());
        assertThat(segment.base(row)).isEqualTo(expected.base());
        assertThat(segment.origin(row)).isEqualTo(expected.origin());
        List<Integer> named = new ArrayList<>();
        segment.forEachNamed(expected.base(), named::add);
        assertThat(named).contains(row);
    }

    private static void checkColumns(RowSegment segment, List<IndexRow> rows) throws IOException {
        int from = rows.size() / 3;
        int count = rows.size() - from;
        long[] values = new long[count + 2];
        segment.values(Column.VIRTUAL_BYTES, from, values, 1, count);
        for (int i = 0; i < count; i++) {
            assertThat(values[i + 1]).isEqualTo(rows.get(from + i).virtualBytes());
        }
    }

    private static IndexRow row(long uid, long value, String base) {
        long positive = Math.max(value, IndexRow.UNKNOWN);
        return new IndexRow(
                uid,
                Math.max(value, 0),
                value,
                positive,
                positive,
                positive,
                base,
                Optional.of(new Origin((int) value, 1 + (value & 0xFFFF_FFFEL) % Uid.MAX)));
    }

    @Test
    void keepsTheEdgesOfEveryColumn() throws IOException {
        long[] edges = {
            0,
            -1,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            1,
            255,
            256,
            65_535,
            65_536,
            1L << 32,
            (1L << 32) - 1,
            1L << 40,
            (1L << 48) - 1,
            -(1L << 47),
            1L << 56,
            Integer.MIN_VALUE,
        };
        List<IndexRow> rows = new ArrayList<>();
        for (int i = 0; i < edges.length; i++) {
            rows.add(row(i + 1, edges[i], "n" + i));
        }
        rows.add(row(Uid.MAX - 1, 7, "a".repeat(255)));
        rows.add(row(Uid.MAX, 7, "é".repeat(127) + "x"));
        try (RowSegment segment = folder.written(NAME, rows)) {
            for (int i = 0; i < rows.size(); i++) {
                checkRow(segment, i, rows.get(i));
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            try (RowSegment segment = folder.written(NAME + "." + i, List.of(rows.get(i)))) {
                checkRow(segment, 0, rows.get(i));
            }
        }
    }

    @Test
    void keepsNamesOfEveryShape() throws IOException {
        List<String> names =
                List.of(
                        "1",
                        "0",
                        "00",
                        "007",
                        "1234567",
                        "0123456",
                        "a1b22c333d4444e55555f666666",
                        "9".repeat(18),
                        "9".repeat(19),
                        "9".repeat(255),
                        "0".repeat(200),
                        "1.".repeat(127),
                        "x,S=4096",
                        "x,S=04096",
                        "x,S=4097",
                        "x,W=5000,S=4096",
                        "x,S=4096,W=5000",
                        ",S=4096",
                        "x,S=-1",
                        "\u0001",
                        "a\u0002b7",
                        "a\u00047");
        List<IndexRow> rows = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            for (String name : names) {
                rows.add(
                        new IndexRow(rows.size() + 1, 1, 0, 0, 4096, 5000, name, Optional.empty()));
            }
        }
        try (RowSegment segment = folder.written(NAME, rows);
                RowCursor cursor = segment.cursor()) {
            for (IndexRow row : rows) {
                cursor.next();
                assertThat(cursor.base()).isEqualTo(row.base());
            }
        }
    }

    /// More than a page can number.
    @Test
    void keepsNamesOfManyTemplates() throws IOException {
        List<IndexRow> rows = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            String base = Character.toString('a' + i % 25) + (char) ('a' + i / 25 % 12);
            rows.add(new IndexRow(i + 1, 1, 0, 0, 0, 0, base, Optional.empty()));
        }
        try (RowSegment segment = folder.written(NAME, rows)) {
            for (IndexRow row : rows) {
                assertThat(segment.base((int) row.uid() - 1)).isEqualTo(row.base());
            }
        }
    }

    @Test
    void saysWhereAnAbsentUidWouldBe() throws IOException {
        List<IndexRow> rows = SampleRows.rows(new Random(11), 20_000);
        try (RowSegment segment = folder.written(NAME, rows)) {
            assertThat(segment.find(0)).isEqualTo(-1);
            assertThat(segment.find(rows.getLast().uid() + 1)).isEqualTo(-rows.size() - 1);
            for (int i = 1; i < rows.size(); i++) {
                if (rows.get(i).uid() > rows.get(i - 1).uid() + 1) {
                    assertThat(segment.find(rows.get(i).uid() - 1)).isEqualTo(-i - 1);
                    assertThat(segment.find(rows.get(i - 1).uid() + 1)).isEqualTo(-i - 1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1021, 1022, 1023, 30_000})
    void findsNamesByHashAndOnlyThose(int count) throws IOException {
        List<IndexRow> rows = SampleRows.rows(new Random(count), count);
        Set<Integer> hashes = new HashSet<>();
        rows.forEach(row -> hashes.add(BaseHash.of(row.base())));
        try (RowSegment segment = folder.written(NAME, rows)) {
            for (int i = 0; i < count; i++) {
                List<Integer> found = new ArrayList<>();
                segment.forEachWithHash(BaseHash.of(rows.get(i).base()), found::add);
                assertThat(found).contains(i).isSorted();
            }
            for (int hash : new int[] {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 12345}) {
                if (!hashes.contains(hash)) {
                    segment.forEachWithHash(hash, row -> assertThat(row).isNull());
                }
            }
            segment.forEachNamed("no such name", row -> assertThat(row).isNull());
        }
    }

    @Test
    void streamsHashesInUnsignedOrder() throws IOException {
        List<IndexRow> rows = SampleRows.rows(new Random(12), 10_000);
        Set<Integer> seen = new HashSet<>();
        try (RowSegment segment = folder.written(NAME, rows);
                HashCursor hashes = segment.hashes()) {
            long last = -1;
            while (hashes.next()) {
                long hash = Integer.toUnsignedLong(hashes.hash());
                assertThat(hash).isGreaterThanOrEqualTo(last);
                assertThat(hashes.hash()).isEqualTo(BaseHash.of(rows.get(hashes.row()).base()));
                assertThat(seen.add(hashes.row())).isTrue();
                last = hash;
            }
        }
        assertThat(seen).hasSize(rows.size());
    }

    /// One name for all, so one hash over many pages.
    @Test
    void findsEveryRowOfACollision() throws IOException {
        List<IndexRow> rows = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            String base = i % 2 == 0 ? "same" : "other" + i;
            rows.add(new IndexRow(i + 1, 1, 0, 0, 0, 0, base, Optional.empty()));
        }
        List<Integer> found = new ArrayList<>();
        try (RowSegment segment = folder.written(NAME, rows)) {
            segment.forEachWithHash(BaseHash.of("same"), found::add);
            assertThat(found).isEqualTo(IntStream.range(0, 2500).map(i -> 2 * i).boxed().toList());
            found.clear();
            segment.forEachNamed("other77", found::add);
            assertThat(found).containsExactly(77);
        }
    }

    @Test
    void tellsWhatChangedSinceAModSeq() throws IOException {
        List<IndexRow> rows = SampleRows.rows(new Random(13), 20_000);
        try (RowSegment segment = folder.written(NAME, rows)) {
            for (long modSeq : new long[] {0, 1L << 49, (1L << 50) + 15_000, segment.maxModSeq()}) {
                List<Integer> found = new ArrayList<>();
                segment.changedSince(modSeq, found::add);
                assertThat(found)
                        .isEqualTo(
                                IntStream.range(0, rows.size())
                                        .filter(row -> rows.get(row).modSeq() > modSeq)
                                        .boxed()
                                        .toList());
            }
        }
    }

    @Test
    void skipsPagesWithoutAnyChange() throws IOException {
        SampleRows sample = new SampleRows(new Random(14));
        List<IndexRow> rows = IntStream.range(0, 50_000).mapToObj(_ -> sample.delivered()).toList();
        try (RowSegment segment = folder.written(NAME, rows)) {
            segment.changedSince(segment.maxModSeq() - 10, row -> assertThat(row).isPositive());
            assertThat(folder.cache().misses()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void refusesRowsOutOfOrder() throws IOException {
        try (RowSegmentWriter out =
                RowSegmentWriter.create(folder.directory(), NAME, Optional.empty(), 2)) {
            out.add(row(7, 0, "a"));
            assertThatThrownBy(() -> out.add(row(7, 0, "b")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> out.add(row(6, 0, "b")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(folder.directory().list()).isEmpty();
    }

    @Test
    void refusesToPublishNothingAndLeavesNothing() throws IOException {
        try (RowSegmentWriter out =
                RowSegmentWriter.create(folder.directory(), NAME, Optional.empty(), 0)) {
            assertThatThrownBy(out::publish).isInstanceOf(IllegalStateException.class);
        }
        assertThat(folder.directory().list()).isEmpty();
    }

    @Test
    void replacesWhatWasLeftAsideButNotWhatHasTheName() throws IOException {
        Files.writeString(home.resolve(NAME + ".new"), "left by a crash");
        List<IndexRow> rows = SampleRows.rows(new Random(15), 3);
        folder.write(NAME, rows);
        byte[] before = Files.readAllBytes(home.resolve(NAME));
        assertThatThrownBy(() -> folder.write(NAME, rows.subList(0, 1)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(home.resolve(NAME)).hasBinaryContent(before);
        assertThat(folder.directory().list()).hasSize(1);
    }

    @Test
    void refusesRowsThatAreNot() throws IOException {
        List<IndexRow> rows = SampleRows.rows(new Random(16), 100);
        try (RowSegment segment = folder.written(NAME, rows)) {
            for (int row : new int[] {-1, 100, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                assertThatThrownBy(() -> segment.uid(row))
                        .isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> segment.base(row))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @Test
    void hasAChecksumOfItsOwn() throws IOException {
        List<IndexRow> rows = SampleRows.rows(new Random(17), 1000);
        List<IndexRow> other = new ArrayList<>(rows);
        other.set(500, rows.get(500).withModSeq(rows.get(500).modSeq() ^ 1));
        try (RowSegment one = folder.written(NAME, rows);
                RowSegment same = folder.written(NAME + "2", rows);
                RowSegment different = folder.written(NAME + "3", other)) {
            assertThat(one.checksum()).isEqualTo(same.checksum());
            assertThat(one.checksum()).isNotEqualTo(different.checksum());
        }
    }
}
