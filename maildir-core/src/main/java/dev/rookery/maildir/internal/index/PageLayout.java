// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// How every page of an index file begins, little-endian.
///
/// ```text
///   0        4        8        12     14     16
///   +--------+--------+--------+------+------+-----------+
///   | crc32c | number | first  | rows |  0   |  content  |
///   +--------+--------+--------+------+------+-----------+
/// ```
///
/// The checksum covers the page from byte 4 to its end. `number` counts the pages of the file from
/// 0; `first` is the number of the page's first row (or entry), `rows` how many there are. A page
/// fills [#PAGE_BYTES]; only the last one of a section is shorter.
///
/// A column in a page is an array of `value - base`, in as few bytes each as the greatest needs:
///
/// ```text
///   0          8      10      11    12
///   +----------+------+-------+-----+
///   |   base   |  at  | width |  0  |        `at`: where in the page the array begins
///   +----------+------+-------+-----+
/// ```
final class PageLayout {
    static final int PAGE_BYTES = 8192;

    /// Behind each page in memory: a value is read as a whole long wherever it lies.
    static final int SLACK_BYTES = Long.BYTES;

    static final int CHECKSUM_AT = 0;
    static final int NUMBER_AT = CHECKSUM_AT + Integer.BYTES;
    static final int FIRST_ROW_AT = NUMBER_AT + Integer.BYTES;
    static final int ROWS_AT = FIRST_ROW_AT + Integer.BYTES;
    static final int CONTENT_AT = ROWS_AT + 2 * Short.BYTES;

    private static final int BASE_AT = 0;
    private static final int ARRAY_AT = BASE_AT + Long.BYTES;
    private static final int WIDTH_AT = ARRAY_AT + Short.BYTES;
    static final int COLUMN_BYTES = WIDTH_AT + 2 * Byte.BYTES;

    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private PageLayout() {}

    /// Completes a page whose content is there already; answers its checksum.
    static int seal(byte[] page, int length, int number, int firstRow, int rows) {
        ByteBuffer out = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(NUMBER_AT, number);
        out.putInt(FIRST_ROW_AT, firstRow);
        out.putShort(ROWS_AT, (short) rows);
        int checksum = checksum(ByteBuffer.wrap(page), length);
        out.putInt(CHECKSUM_AT, checksum);
        return checksum;
    }

    /// Whether the page is as it was written.
    static boolean checksumHolds(MemorySegment page, int length) {
        return getInt(page, CHECKSUM_AT) == checksum(page.asByteBuffer(), length);
    }

    /// Whether all its rows have a value in the page.
    static boolean columnFits(MemorySegment page, int length, int columnAt) {
        int width = getByte(page, columnAt + WIDTH_AT);
        return width <= Long.BYTES
                && getShort(page, columnAt + ARRAY_AT) + rows(page) * width <= length;
    }

    private static int checksum(ByteBuffer page, int length) {
        CRC32C crc = new CRC32C();
        crc.update(page.limit(length).position(NUMBER_AT));
        return (int) crc.getValue();
    }

    static int number(MemorySegment page) {
        return getInt(page, NUMBER_AT);
    }

    static int firstRow(MemorySegment page) {
        return getInt(page, FIRST_ROW_AT);
    }

    static int rows(MemorySegment page) {
        return getShort(page, ROWS_AT);
    }

    /// The value at `index` of the column described at `columnAt`.
    static long value(MemorySegment page, int columnAt, int index) {
        int width = page.get(ValueLayout.JAVA_BYTE, columnAt + WIDTH_AT);
        long base = getLong(page, columnAt + BASE_AT);
        return width == 0
                ? base
                : base + number(page, getShort(page, columnAt + ARRAY_AT) + index * width, width);
    }

    /// Copies `count` values from `index` on.
    static void values(
            MemorySegment page, int columnAt, int index, long[] into, int offset, int count) {
        int width = page.get(ValueLayout.JAVA_BYTE, columnAt + WIDTH_AT);
        long base = getLong(page, columnAt + BASE_AT);
        int at = getShort(page, columnAt + ARRAY_AT) + index * width;
        long mask = mask(width);
        for (int i = 0; i < count; i++, at += width) {
            into[offset + i] = base + (getLong(page, at) & mask);
        }
    }

    /// An unsigned number of 1 to 8 bytes.
    static long number(MemorySegment page, int at, int width) {
        return getLong(page, at) & mask(width);
    }

    private static long mask(int width) {
        return width == 0 ? 0 : -1L >>> (Long.SIZE - Byte.SIZE * width);
    }

    /// Bytes that an unsigned number needs, 0 to 8.
    static int width(long unsigned) {
        return (Long.SIZE - Long.numberOfLeadingZeros(unsigned) + Byte.SIZE - 1) / Byte.SIZE;
    }

    static void putColumn(ByteBuffer page, int columnAt, long base, int arrayAt, int width) {
        page.putLong(columnAt + BASE_AT, base);
        page.putShort(columnAt + ARRAY_AT, (short) arrayAt);
        page.put(columnAt + WIDTH_AT, (byte) width);
    }

    static void putNumber(ByteBuffer page, int at, long number, int width) {
        for (int i = 0; i < width; i++) {
            page.put(at + i, (byte) (number >>> (Byte.SIZE * i)));
        }
    }

    static long getLong(MemorySegment page, long at) {
        return page.get(LONG, at);
    }

    static int getInt(MemorySegment page, long at) {
        return page.get(INT, at);
    }

    static int getShort(MemorySegment page, long at) {
        return Short.toUnsignedInt(page.get(SHORT, at));
    }

    static int getByte(MemorySegment page, long at) {
        return Byte.toUnsignedInt(page.get(ValueLayout.JAVA_BYTE, at));
    }
}
