// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockCacheTest {
    private static final String NAME = "rookery.index.rows.";
    private static final int FILES = 4;
    private static final int ROWS = 6000;

    @TempDir private Path home;
    private final List<List<IndexRow>> rows = new ArrayList<>();
    private final List<byte[]> files = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        try (IndexFolder folder = new IndexFolder(home)) {
            for (int i = 0; i < FILES; i++) {
                rows.add(SampleRows.rows(new Random(31 + i), ROWS));
                folder.write(NAME + i, rows.get(i));
                files.add(Files.readAllBytes(home.resolve(NAME + i)));
            }
        }
    }

    private RowSegment open(int file, BlockCache cache) throws IOException {
        return RowSegment.open(new BytesFile(files.get(file)), NAME + file, cache);
    }

    private static BlockCache cache(int frames) {
        return new BlockCache((long) frames * BlockCache.FRAME_BYTES);
    }

    @Test
    void readsAPageOnceWhileThereIsRoom() throws IOException {
        BlockCache cache = new BlockCache(16 * 1024 * 1024);
        try (RowSegment segment = open(0, cache)) {
            for (int round = 0; round < 3; round++) {
                for (int row = 0; row < ROWS; row++) {
                    segment.uid(row);
                }
            }
            long pages = cache.misses();
            assertThat(pages).isLessThan(ROWS / 20);
            assertThat(cache.hits()).isGreaterThan(3L * ROWS);
            assertThat(cache.evictions()).isZero();
            assertThat(cache.allocatedBytes())
                    .isBetween(pages * BlockCache.FRAME_BYTES, cache.budgetBytes());
        }
    }

    @Test
    void keepsWithinItsBudget() throws IOException {
        BlockCache cache = cache(8);
        try (RowSegment segment = open(0, cache)) {
            for (int row = 0; row < ROWS; row++) {
                assertThat(segment.uid(row)).isEqualTo(rows.get(0).get(row).uid());
            }
        }
        assertThat(cache.evictions()).isPositive();
        assertThat(cache.budgetBytes()).isEqualTo(8L * BlockCache.FRAME_BYTES);
        assertThat(cache.allocatedBytes()).isEqualTo(cache.budgetBytes());
    }

    @Test
    void keepsWhatIsUsedOftenDuringAScan() throws IOException {
        BlockCache cache = cache(16);
        try (RowSegment used = open(0, cache);
                RowSegment scanned = open(1, cache)) {
            used.uid(0);
            used.uid(0);
            for (int row = 0; row < ROWS; row++) {
                scanned.uid(row);
                used.uid(0);
            }
            long before = cache.misses();
            used.uid(0);
            assertThat(cache.misses()).isEqualTo(before);
        }
    }

    @Test
    void usesTheMemoryOfClosedFilesAgain() throws IOException {
        BlockCache cache = cache(200);
        for (int round = 0; round < 20; round++) {
            try (RowSegment segment = open(round % FILES, cache)) {
                for (int row = 0; row < ROWS; row += 50) {
                    segment.uid(row);
                }
            }
        }
        assertThat(cache.evictions()).isZero();
    }

    @Test
    void lendsMemoryWhenAllIsPinned() throws IOException {
        BlockCache cache = cache(2);
        try (RowSegment segment = open(0, cache)) {
            List<RowCursor> cursors = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                RowCursor cursor = segment.cursor();
                cursor.find(rows.get(0).get(i * 300).uid());
                cursors.add(cursor);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(cursors.get(i).get()).isEqualTo(rows.get(0).get(i * 300));
            }
            assertThat(cache.allocatedBytes()).isEqualTo(cache.budgetBytes());
            cursors.forEach(RowCursor::close);
            assertThat(segment.uid(5000)).isEqualTo(rows.get(0).get(5000).uid());
        }
    }

    @Test
    void leavesThePageOfAnOpenCursorAloneWhenItsFileIsClosed() throws IOException {
        BlockCache cache = cache(4);
        RowSegment segment = open(0, cache);
        try (RowCursor cursor = segment.cursor();
                RowSegment other = open(1, cache)) {
            cursor.seek(1000);
            segment.close();
            for (int row = 0; row < ROWS; row++) {
                other.uid(row);
            }
            assertThat(cursor.get()).isEqualTo(rows.get(0).get(1000));
            assertThatThrownBy(() -> cursor.seek(5000)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesABudgetOfNothing() {
        assertThatThrownBy(() -> new BlockCache(BlockCache.FRAME_BYTES - 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 40})
    void servesManyReadersRightWhateverItsSize(int frames) throws Exception {
        BlockCache cache = cache(frames);
        AtomicReferenceArray<RowSegment> segments = new AtomicReferenceArray<>(FILES);
        for (int i = 0; i < FILES; i++) {
            segments.set(i, open(i, cache));
        }
        int threads = 8;
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                Random random = new Random(100L * frames + t);
                readers.add(
                        executor.submit(t == 0 ? reopen(segments, cache) : read(segments, random)));
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
        for (int i = 0; i < FILES; i++) {
            segments.get(i).close();
        }
        assertThat(cache.allocatedBytes()).isLessThanOrEqualTo(cache.budgetBytes());
    }

    /// Closes files under the feet of their readers.
    private Callable<Integer> reopen(AtomicReferenceArray<RowSegment> segments, BlockCache cache) {
        return () -> {
            for (int i = 0; i < 500; i++) {
                int file = i % FILES;
                segments.getAndSet(file, open(file, cache)).close();
                Thread.onSpinWait();
            }
            return 1;
        };
    }

    private Callable<Integer> read(AtomicReferenceArray<RowSegment> segments, Random random) {
        return () -> {
            int right = 0;
            for (int i = 0; i < 8_000; i++) {
                int file = random.nextInt(FILES);
                int row = random.nextInt(100) < 80 ? random.nextInt(200) : random.nextInt(ROWS);
                IndexRow expected = rows.get(file).get(row);
                RowSegment segment = segments.get(file);
                try {
                    check(segment, row, expected, i);
                    right++;
                } catch (CorruptIndexException wrong) {
                    throw wrong;
                } catch (IOException closed) {
                    assertThat(closed).hasMessage("closed");
                }
            }
            return right;
        };
    }

    private static void check(RowSegment segment, int row, IndexRow expected, int turn)
            throws IOException {
        switch (turn % 4) {
            case 0 -> assertThat(segment.modSeq(row)).isEqualTo(expected.modSeq());
            case 1 -> assertThat(segment.find(expected.uid())).isEqualTo(row);
            case 2 ->
                    segment.forEachNamed(
                            expected.base(),
                            found -> assertThat(segment.base(found)).isEqualTo(expected.base()));
            default -> {
                try (RowCursor cursor = segment.cursor()) {
                    cursor.seek(row);
                    assertThat(cursor.get()).isEqualTo(expected);
                }
            }
        }
    }
}
