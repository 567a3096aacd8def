// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/// An open segment file: its header, its pages, and the directory that says which page holds what.
///
/// Opening reads the header and nothing else.
final class SegmentFile implements Closeable {
    private static final long UNKNOWN = -1;

    private final String name;
    private final FileId id;
    private final SegmentHeader header;
    private final Pages pages;

    /// First UID and row of each directory page that was looked at, or [#UNKNOWN]: a look-up pins
    /// one of them only. Two threads may write the same.
    private final AtomicLongArray topUids;

    private final AtomicLongArray topRows;

    /// What a directory entry says of a page.
    @FunctionalInterface
    private interface Field {
        long of(MemorySegment page, int index);
    }

    private SegmentFile(String name, FileId id, SegmentHeader header, Pages pages) {
        this.name = name;
        this.id = id;
        this.header = header;
        this.pages = pages;
        this.topUids = unknown(header.directoryPages());
        this.topRows = unknown(header.directoryPages());
    }

    private static AtomicLongArray unknown(int count) {
        long[] values = new long[count];
        Arrays.fill(values, UNKNOWN);
        return new AtomicLongArray(values);
    }

    static SegmentFile open(Directory directory, String name, long magic, BlockCache cache)
            throws IOException {
        return open(directory.open(name), directory + "/" + name, magic, cache);
    }

    /// Takes over the file, and closes it if it is no such one.
    static SegmentFile open(InputFile file, String name, long magic, BlockCache cache)
            throws IOException {
        try {
            FileStat stat = file.stat();
            SegmentHeader header = readHeader(file, stat.sizeBytes(), name, magic);
            return new SegmentFile(name, stat.id(), header, new Pages(file, name, header, cache));
        } catch (IOException | RuntimeException refused) {
            file.close();
            throw refused;
        }
    }

    private static SegmentHeader readHeader(InputFile file, long sizeBytes, String name, long magic)
            throws IOException {
        byte[] bytes = new byte[SegmentHeader.HEADER_BYTES_MAX];
        int length = 0;
        int got;
        do {
            got = file.read(length, bytes, length, bytes.length - length);
            length += Math.max(got, 0);
        } while (got > 0 && length < SegmentHeader.HEADER_BYTES);
        return SegmentHeader.read(name, bytes, length, magic, sizeBytes);
    }

    FileId id() {
        return id;
    }

    SegmentHeader header() {
        return header;
    }

    /// The frame of a data page; to be unpinned by the caller.
    Frame dataPage(int page) throws IOException {
        return pages.pin(page);
    }

    /// The frame of a hash page; to be unpinned by the caller.
    Frame hashPage(int page) throws IOException {
        return pages.pin(header.dataPages() + page);
    }

    /// The data page that holds a row.
    int pageOfRow(int row) throws IOException {
        if (row < 0 || row >= header.rows()) {
            throw new IndexOutOfBoundsException("row " + row + " of " + header.rows());
        }
        return lastNotAbove(row, topRows, DirectoryLayout::firstRow);
    }

    /// The data page that holds a UID, if any does: the last that begins at or before it.
    int pageOfUid(long uid) throws IOException {
        return lastNotAbove(uid, topUids, DirectoryLayout::firstUid);
    }

    /// The greatest mod-sequence in a data page.
    long maxModSeq(int page) throws IOException {
        return header.dataPages() == 1
                ? header.maxModSeq()
                : field(page, DirectoryLayout::maxModSeq);
    }

    private long field(int page, Field field) throws IOException {
        Frame frame = directoryPage(page / DirectoryLayout.ENTRIES_MAX);
        try {
            return field.of(frame.bytes(), page % DirectoryLayout.ENTRIES_MAX);
        } finally {
            frame.unpin();
        }
    }

    private Frame directoryPage(int page) throws IOException {
        return pages.pin(header.dataPages() + header.hashPages() + page);
    }

    /// The last page whose field is not greater than `value`; 0 if there is none.
    private int lastNotAbove(long value, AtomicLongArray top, Field field) throws IOException {
        int count = header.dataPages();
        if (count == 1) {
            return 0;
        }
        int low = 0;
        int high = header.directoryPages() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (top(middle, top, field) <= value) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        int first = low * DirectoryLayout.ENTRIES_MAX;
        Frame frame = directoryPage(low);
        try {
            int entries = Math.min(DirectoryLayout.ENTRIES_MAX, count - first);
            return first + lastNotAbove(frame.bytes(), entries, value, field);
        } finally {
            frame.unpin();
        }
    }

    private long top(int page, AtomicLongArray top, Field field) throws IOException {
        long known = top.get(page);
        if (known == UNKNOWN) {
            known = field(page * DirectoryLayout.ENTRIES_MAX, field);
            top.set(page, known);
        }
        return known;
    }

    private static int lastNotAbove(MemorySegment page, int entries, long value, Field field) {
        int low = 0;
        int high = entries - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (field.of(page, middle) <= value) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// Reads every page, and tells of those that are not what was written.
    void examine(Consumer<CorruptIndexException> damage) throws IOException {
        for (int page = 0; page < header.pages(); page++) {
            try {
                pages.pin(page).unpin();
            } catch (CorruptIndexException damaged) {
                damage.accept(damaged);
            }
        }
    }

    CorruptIndexException corrupt(int page, String what) {
        return new CorruptIndexException(name, header.offset(page), what);
    }

    @Override
    public void close() throws IOException {
        pages.close();
    }
}
