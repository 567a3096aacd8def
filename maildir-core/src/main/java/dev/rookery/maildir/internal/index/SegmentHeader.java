// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Byte layout of the beginning of a segment file, little-endian; three sections of pages follow.
///
/// ```text
///   0           8         12         16        24        32        40         48         56
///   +-----------+---------+----------+---------+---------+---------+----------+----------+--
///   |   magic   | version | n = 88   |  rows   | uid min | uid max |modseq min|modseq max|
///   +-----------+---------+----------+---------+---------+---------+----------+----------+--
///
///   56          64         72          80       84       88
///   --+-----------+----------+-----------+--------+--------+-----------+----------+-----------+
///     |data bytes |hash bytes| directory | digest | crc32c |   data    |   hash   | directory |
///   --+-----------+----------+-----------+--------+--------+-----------+----------+-----------+
/// ```
///
/// Magic, version, length n of the header and the checksum in its last four bytes are so in every
/// version. The checksum covers bytes 0 to n - 4, `digest` the checksums of all pages in order: so
/// the checksum stands for the whole file. `rows` is at least 1.
///
/// @param checksum as it stands in the file
record SegmentHeader(
        long magic,
        int rows,
        long firstUid,
        long lastUid,
        long minModSeq,
        long maxModSeq,
        long dataBytes,
        long hashBytes,
        long directoryBytes,
        int digest,
        int checksum) {
    static final int VERSION = 1;
    static final int HEADER_BYTES = 88;

    private static final int MAGIC_AT = 0;
    private static final int VERSION_AT = MAGIC_AT + Long.BYTES;
    private static final int LENGTH_AT = VERSION_AT + Integer.BYTES;
    private static final int ROWS_AT = LENGTH_AT + Integer.BYTES;
    private static final int FIRST_UID_AT = ROWS_AT + Long.BYTES;
    private static final int LAST_UID_AT = FIRST_UID_AT + Long.BYTES;
    private static final int MIN_MODSEQ_AT = LAST_UID_AT + Long.BYTES;
    private static final int MAX_MODSEQ_AT = MIN_MODSEQ_AT + Long.BYTES;
    private static final int DATA_BYTES_AT = MAX_MODSEQ_AT + Long.BYTES;
    private static final int HASH_BYTES_AT = DATA_BYTES_AT + Long.BYTES;
    private static final int DIRECTORY_BYTES_AT = HASH_BYTES_AT + Long.BYTES;
    private static final int DIGEST_AT = DIRECTORY_BYTES_AT + Long.BYTES;
    private static final int CHECKSUM_AT = DIGEST_AT + Integer.BYTES;

    /// No version has a longer header.
    static final int HEADER_BYTES_MAX = 1024;

    /// Reads a header from the first bytes of a file, as many as there are up to
    /// [#HEADER_BYTES_MAX].
    static SegmentHeader read(String file, byte[] bytes, int length, long magic, long fileBytes)
            throws CorruptIndexException, LaterVersionException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (length < ROWS_AT || in.getLong(MAGIC_AT) != magic) {
            throw new CorruptIndexException(file, MAGIC_AT, "no header of such a file");
        }
        int headerBytes = in.getInt(LENGTH_AT);
        if (headerBytes < ROWS_AT + Integer.BYTES || headerBytes > length) {
            throw new CorruptIndexException(file, LENGTH_AT, "damaged header");
        }
        int checksumAt = headerBytes - Integer.BYTES;
        if (in.getInt(checksumAt) != checksum(bytes, checksumAt)) {
            throw new CorruptIndexException(file, checksumAt, "damaged header");
        }
        if (in.getInt(VERSION_AT) != VERSION) {
            throw new LaterVersionException(file, in.getInt(VERSION_AT), VERSION);
        }
        SegmentHeader header = headerBytes == HEADER_BYTES ? fields(in) : null;
        if (header == null || !header.fits(fileBytes)) {
            throw new CorruptIndexException(file, 0, "header does not fit the file");
        }
        return header;
    }

    private static SegmentHeader fields(ByteBuffer in) {
        return new SegmentHeader(
                in.getLong(MAGIC_AT),
                Math.clamp(in.getLong(ROWS_AT), 0, Integer.MAX_VALUE),
                in.getLong(FIRST_UID_AT),
                in.getLong(LAST_UID_AT),
                in.getLong(MIN_MODSEQ_AT),
                in.getLong(MAX_MODSEQ_AT),
                in.getLong(DATA_BYTES_AT),
                in.getLong(HASH_BYTES_AT),
                in.getLong(DIRECTORY_BYTES_AT),
                in.getInt(DIGEST_AT),
                in.getInt(CHECKSUM_AT));
    }

    private boolean fits(long fileBytes) {
        return rows > 0
                && dataBytes > 0
                && dataBytes < fileBytes
                && fileBytes / PageLayout.PAGE_BYTES < Integer.MAX_VALUE
                && hashBytes == (magic == RowSegment.MAGIC ? hashBytes(rows) : 0)
                && directoryBytes == directoryBytes(dataPages())
                && HEADER_BYTES + dataBytes + hashBytes + directoryBytes == fileBytes;
    }

    private static long hashBytes(int entries) {
        return entryBytes(entries, HashLayout.ENTRIES_MAX, HashLayout.ENTRY_BYTES);
    }

    private static long directoryBytes(int entries) {
        return entryBytes(entries, DirectoryLayout.ENTRIES_MAX, DirectoryLayout.ENTRY_BYTES);
    }

    /// Bytes of pages with that many entries; the last page has at least one.
    private static long entryBytes(int entries, int inPage, int eachBytes) {
        int fullPages = (entries - 1) / inPage;
        return (long) fullPages * PageLayout.PAGE_BYTES
                + PageLayout.CONTENT_AT
                + (entries - fullPages * inPage) * (long) eachBytes;
    }

    /// The bytes of a header; its own checksum is not looked at.
    byte[] bytes() {
        byte[] bytes = new byte[HEADER_BYTES];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(MAGIC_AT, magic);
        out.putInt(VERSION_AT, VERSION);
        out.putInt(LENGTH_AT, HEADER_BYTES);
        out.putLong(ROWS_AT, rows);
        out.putLong(FIRST_UID_AT, firstUid);
        out.putLong(LAST_UID_AT, lastUid);
        out.putLong(MIN_MODSEQ_AT, minModSeq);
        out.putLong(MAX_MODSEQ_AT, maxModSeq);
        out.putLong(DATA_BYTES_AT, dataBytes);
        out.putLong(HASH_BYTES_AT, hashBytes);
        out.putLong(DIRECTORY_BYTES_AT, directoryBytes);
        out.putInt(DIGEST_AT, digest);
        out.putInt(CHECKSUM_AT, checksum(bytes, CHECKSUM_AT));
        return bytes;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    int dataPages() {
        return pages(dataBytes);
    }

    int hashPages() {
        return pages(hashBytes);
    }

    int directoryPages() {
        return pages(directoryBytes);
    }

    int pages() {
        return dataPages() + hashPages() + directoryPages();
    }

    private static int pages(long bytes) {
        return (int) ((bytes + PageLayout.PAGE_BYTES - 1) / PageLayout.PAGE_BYTES);
    }

    /// Where a page lies; pages count through all sections.
    long offset(int page) {
        return sectionAt(page) + (long) (page - firstPage(page)) * PageLayout.PAGE_BYTES;
    }

    int length(int page) {
        long end = sectionAt(page) + sectionBytes(page);
        return (int) Math.min(PageLayout.PAGE_BYTES, end - offset(page));
    }

    private int firstPage(int page) {
        int hash = dataPages();
        int directory = hash + hashPages();
        return page < hash ? 0 : page < directory ? hash : directory;
    }

    private long sectionAt(int page) {
        int first = firstPage(page);
        return HEADER_BYTES
                + (first == 0 ? 0 : dataBytes)
                + (first < dataPages() + hashPages() ? 0 : hashBytes);
    }

    private long sectionBytes(int page) {
        return page < dataPages()
                ? dataBytes
                : page < dataPages() + hashPages() ? hashBytes : directoryBytes;
    }

    /// What is wrong with a page as it was read, if anything is.
    @Nullable String damage(int page, MemorySegment bytes) {
        int length = length(page);
        if (length < PageLayout.CONTENT_AT) {
            return "page too short";
        }
        if (!PageLayout.checksumHolds(bytes, length)) {
            return "damaged page";
        }
        if (PageLayout.number(bytes) != page || PageLayout.rows(bytes) == 0) {
            return "another page";
        }
        return contentFits(page, bytes, length) ? null : "impossible page";
    }

    private boolean contentFits(int page, MemorySegment bytes, int length) {
        int count = PageLayout.rows(bytes);
        if (page >= dataPages() + hashPages()) {
            return DirectoryLayout.bytes(count) <= length;
        }
        int first = PageLayout.firstRow(bytes);
        if (first < 0 || first > rows - count) {
            return false;
        }
        return page < dataPages()
                ? columnsFit(bytes, length)
                : HashLayout.bytes(count) <= length && HashLayout.rowsBelow(bytes, count, rows);
    }

    private boolean columnsFit(MemorySegment bytes, int length) {
        boolean fit = PageLayout.columnFits(bytes, length, Column.UID.headAt());
        fit &= PageLayout.columnFits(bytes, length, Column.MODSEQ.headAt());
        if (magic == RowSegment.MAGIC) {
            for (int c = Column.INTERNAL_DATE.number(); c < Column.COUNT; c++) {
                fit &= PageLayout.columnFits(bytes, length, Column.headAt(c));
            }
        }
        return fit;
    }
}
