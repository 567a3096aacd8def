// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Writes a [RowSegment], row by row, holding one page and 8 bytes a row in memory.
///
/// The file has its name only after [#publish]; closing one that was not published removes it.
public final class RowSegmentWriter implements Closeable {
    private static final int HASHES_MIN = 256;

    private final SegmentOutput out;
    private final RowPageBuilder page = new RowPageBuilder();
    private long[] hashes;
    private int rows;
    private long lastUid;

    private RowSegmentWriter(SegmentOutput out, int rowsExpected) {
        this.out = out;
        this.hashes = new long[Math.max(rowsExpected, HASHES_MIN)];
    }

    /// Begins to write aside.
    ///
    /// @param rowsExpected a hint that saves memory
    public static RowSegmentWriter create(
            Directory directory, String name, Optional<Owner> owner, int rowsExpected)
            throws IOException {
        return new RowSegmentWriter(
                SegmentOutput.create(directory, name, owner, RowSegment.MAGIC), rowsExpected);
    }

    public int rows() {
        return rows;
    }

    /// Adds a row, whose UID must be greater than that of the row before.
    public void add(IndexRow row) throws IOException {
        if (row.uid() <= lastUid) {
            throw new IllegalArgumentException("UID " + row.uid() + " after " + lastUid);
        }
        byte[] base = row.base().getBytes(StandardCharsets.UTF_8);
        if (!page.add(row, base)) {
            page.write();
            out.data(page.page(), PageLayout.PAGE_BYTES, page.range());
            page.clear();
            if (!page.add(row, base)) {
                throw new AssertionError("a row that fits no page");
            }
        }
        if (rows == hashes.length) {
            hashes = Arrays.copyOf(hashes, rows + rows / 2);
        }
        hashes[rows] = ((long) BaseHash.of(base, 0, base.length) << Integer.SIZE) | rows;
        rows++;
        lastUid = row.uid();
    }

    /// Completes the file, makes it durable and gives it its name, which must be free. The name is
    /// durable only after [Directory#force].
    ///
    /// @throws IllegalStateException if there is no row
    public void publish() throws IOException {
        if (rows == 0) {
            throw new IllegalStateException("no rows");
        }
        int length = page.write();
        out.data(page.page(), length, page.range());
        writeHashes();
        out.publish();
    }

    private void writeHashes() throws IOException {
        sortUnsigned(hashes, rows);
        byte[] bytes = new byte[PageLayout.PAGE_BYTES];
        for (int first = 0; first < rows; first += HashLayout.ENTRIES_MAX) {
            int count = Math.min(HashLayout.ENTRIES_MAX, rows - first);
            for (int i = 0; i < count; i++) {
                long entry = hashes[first + i];
                HashLayout.put(bytes, i, (int) (entry >>> Integer.SIZE), (int) entry);
            }
            boolean last = first + count == rows;
            int length = last ? HashLayout.bytes(count) : PageLayout.PAGE_BYTES;
            out.hashes(bytes, length, first, count);
        }
    }

    private static void sortUnsigned(long[] numbers, int count) {
        for (int i = 0; i < count; i++) {
            numbers[i] ^= Long.MIN_VALUE;
        }
        Arrays.sort(numbers, 0, count);
        for (int i = 0; i < count; i++) {
            numbers[i] ^= Long.MIN_VALUE;
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
