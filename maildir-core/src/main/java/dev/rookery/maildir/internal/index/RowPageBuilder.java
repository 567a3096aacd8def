// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Collects rows until they fill a page, and writes it.
final class RowPageBuilder {
    private final long[][] values = new long[Column.COUNT][RowPageLayout.ROWS_MAX];
    private final List<NameForm> forms = new ArrayList<>();
    private final long[] min = new long[Column.COUNT];
    private final long[] max = new long[Column.COUNT];
    private final NamePacker names = new NamePacker();
    private final ByteBuffer page =
            ByteBuffer.allocate(PageLayout.PAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final short[] originIndexes = new short[RowPageLayout.ROWS_MAX];
    private final Origin[] origins = new Origin[RowPageLayout.ROWS_MAX];
    private int originCount;
    private int rows;

    RowPageBuilder() {
        clear();
    }

    int rows() {
        return rows;
    }

    /// Answers whether there was room; if not, the page must be taken before it is asked again.
    boolean add(IndexRow row, byte[] base) {
        if (rows == RowPageLayout.ROWS_MAX) {
            return false;
        }
        put(Column.UID, row.uid());
        put(Column.MODSEQ, row.modSeq());
        put(Column.INTERNAL_DATE, row.internalDate());
        put(Column.SAVE_DATE, row.saveDate());
        put(Column.PHYSICAL_BYTES, row.physicalBytes());
        put(Column.VIRTUAL_BYTES, row.virtualBytes());
        NameForm form = NameForm.of(base, row.physicalBytes(), row.virtualBytes());
        names.add(form);
        int withOrigins = originCount + (row.origin().isPresent() ? 1 : 0);
        if (bytes(rows + 1, withOrigins) > PageLayout.PAGE_BYTES) {
            return false;
        }
        row.origin()
                .ifPresent(origin -> {
                    originIndexes[originCount] = (short) rows;
                    origins[originCount++] = origin;
                });
        forms.add(form);
        rows++;
        return true;
    }

    private void put(Column column, long value) {
        int c = column.number();
        values[c][rows] = value;
        min[c] = Math.min(min[c], value);
        max[c] = Math.max(max[c], value);
    }

    private int bytes(int rowCount, int origins) {
        int rowBytes = 0;
        for (int c = 0; c < Column.COUNT; c++) {
            rowBytes += width(c);
        }
        return RowPageLayout.ARRAYS_AT
                + rowCount * rowBytes
                + names.bytes()
                + origins * RowPageLayout.ORIGIN_BYTES;
    }

    private int width(int column) {
        return PageLayout.width(max[column] - min[column]);
    }

    /// What [#write] has written.
    SegmentOutput.Range range() {
        int uid = Column.UID.number();
        int modSeq = Column.MODSEQ.number();
        return new SegmentOutput.Range(rows, min[uid], max[uid], min[modSeq], max[modSeq]);
    }

    /// The ranges of the rows that are in: one that did not fit has widened them.
    private void measure() {
        names.clear();
        forms.forEach(names::add);
        for (int c = 0; c < Column.COUNT; c++) {
            min[c] = Arrays.stream(values[c], 0, rows).min().orElse(0);
            max[c] = Arrays.stream(values[c], 0, rows).max().orElse(0);
        }
    }

    /// Writes the rows that are in to [#page]; answers how many bytes they take.
    int write() {
        measure();
        Arrays.fill(page.array(), (byte) 0);
        int at = RowPageLayout.ARRAYS_AT;
        for (Column column : Column.values()) {
            at = write(column, at);
        }
        at = names.write(page, at);
        page.putShort(RowPageLayout.ORIGINS_AT, (short) originCount);
        page.putShort(RowPageLayout.ORIGINS_AT_AT, (short) at);
        for (int i = 0; i < originCount; i++) {
            page.putShort(at + RowPageLayout.ORIGIN_INDEX_AT, originIndexes[i]);
            page.putInt(at + RowPageLayout.ORIGIN_FOLDER_AT, origins[i].folder());
            page.putInt(at + RowPageLayout.ORIGIN_UID_AT, (int) origins[i].uid());
            at += RowPageLayout.ORIGIN_BYTES;
        }
        return at;
    }

    private int write(Column column, int at) {
        int c = column.number();
        int width = width(c);
        PageLayout.putColumn(page, column.headAt(), min[c], at, width);
        for (int i = 0; i < rows; i++) {
            PageLayout.putNumber(page, at + i * width, values[c][i] - min[c], width);
        }
        return at + rows * width;
    }

    byte[] page() {
        return page.array();
    }

    void clear() {
        rows = 0;
        originCount = 0;
        forms.clear();
        names.clear();
        Arrays.fill(min, Long.MAX_VALUE);
        Arrays.fill(max, Long.MIN_VALUE);
    }
}
