// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What must not depend on the size of a folder, at a large size.
class MillionRowsTest {
    private static final int ROWS = 1_000_000;
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

    @Test
    void keepsRowsSmallAndOpensInNoTime() throws IOException {
        long nameBytes = write();
        long fileBytes = Files.size(home.resolve(NAME));
        assertThat(fileBytes).isLessThanOrEqualTo(44L * ROWS);
        assertThat(fileBytes).isLessThan(nameBytes);

        BytesFile file = new BytesFile(Files.readAllBytes(home.resolve(NAME)));
        try (RowSegment segment = RowSegment.open(file, NAME, folder.cache())) {
            assertThat(file.reads()).isEqualTo(1);
            assertThat(file.bytesRead()).isLessThanOrEqualTo(1024);
            SampleRows sample = new SampleRows(new Random(21));
            try (RowCursor cursor = segment.cursor()) {
                for (int i = 0; i < ROWS; i++) {
                    IndexRow expected = sample.delivered();
                    if (i % 997 == 0 || i > ROWS - 1000) {
                        cursor.seek(i);
                        assertThat(cursor.get()).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void findsAnyRowWithAFewPages() throws IOException {
        write();
        for (int i = 0; i < 200; i++) {
            int row = (int) ((long) i * ROWS / 200);
            BlockCache cold = new BlockCache(64 * BlockCache.FRAME_BYTES);
            try (RowSegment segment = RowSegment.open(folder.directory(), NAME, cold)) {
                String base = segment.base(row);
                assertThat(segment.find(segment.uid(row))).isEqualTo(row);
                assertThat(cold.misses()).isLessThanOrEqualTo(5);
                segment.forEachNamed(base, found -> assertThat(found).isEqualTo(row));
                assertThat(cold.misses()).isLessThanOrEqualTo(9);
            }
        }
    }

    @Test
    void keepsModSeqsSmall() throws IOException {
        Random random = new Random(22);
        try (ModSeqSegmentWriter out =
                ModSeqSegmentWriter.create(folder.directory(), NAME, Optional.empty())) {
            for (long uid = 1; uid <= Uid.MAX - 8000 && out.pairs() < ROWS; ) {
                out.add(uid, (1L << 50) + random.nextLong(1L << 32));
                uid += 1 + random.nextInt(8000);
            }
            out.publish();
            assertThat(Files.size(home.resolve(NAME))).isLessThanOrEqualTo(8L * out.pairs());
        }
    }

    private long write() throws IOException {
        SampleRows sample = new SampleRows(new Random(21));
        long nameBytes = 0;
        try (RowSegmentWriter out =
                RowSegmentWriter.create(folder.directory(), NAME, Optional.empty(), ROWS)) {
            for (int i = 0; i < ROWS; i++) {
                IndexRow row = sample.delivered();
                nameBytes += row.base().length();
                out.add(row);
            }
            out.publish();
        }
        return nameBytes;
    }
}
