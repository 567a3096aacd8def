// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A place in a file of rows ascending by UID; it keeps one page in memory until it is closed.
///
/// For one thread. Begins before the first row.
abstract sealed class PageCursor implements AutoCloseable permits RowCursor, ModSeqCursor {
    private final SegmentFile file;
    private @Nullable Frame frame;
    private MemorySegment page = MemorySegment.NULL;
    private int pageNumber = -1;
    private int first;
    private int count;
    private int index = -1;

    PageCursor(SegmentFile file) {
        this.file = file;
    }

    /// Goes to the next row; answers whether there is one.
    public boolean next() throws IOException {
        if (row() + 1 >= file.header().rows()) {
            return false;
        }
        seek(row() + 1);
        return true;
    }

    /// Goes to the next row that can be read, passing over pages that are not what was written;
    /// needs no page of the directory.
    public boolean nextSound(Consumer<CorruptIndexException> damage) throws IOException {
        if (index + 1 < count) {
            index++;
            return true;
        }
        for (int number = pageNumber + 1; number < file.header().dataPages(); number++) {
            try {
                load(number);
                return true;
            } catch (CorruptIndexException damaged) {
                damage.accept(damaged);
            }
        }
        close();
        return false;
    }

    /// The number of the row it is at.
    public int row() {
        return first + index;
    }

    /// Goes to a row.
    ///
    /// @throws IndexOutOfBoundsException if there is no such row
    public void seek(int row) throws IOException {
        if (row < first || row >= first + count) {
            load(file.pageOfRow(row));
            if (row < first || row >= first + count) {
                throw corrupt("directory and pages disagree");
            }
        }
        index = row - first;
    }

    /// Goes to the row of a UID and answers its number. If there is none, answers `-(row) - 1` of
    /// the first greater one, and is nowhere.
    public int find(long uid) throws IOException {
        SegmentHeader header = file.header();
        if (uid < header.firstUid()) {
            return -1;
        }
        if (uid > header.lastUid()) {
            return -header.rows() - 1;
        }
        if (count == 0 || uid < uidAt(0) || uid > uidAt(count - 1)) {
            load(file.pageOfUid(uid));
        }
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long seen = uidAt(middle);
            if (seen < uid) {
                low = middle + 1;
            } else if (seen > uid) {
                high = middle - 1;
            } else {
                index = middle;
                return first + middle;
            }
        }
        return -(first + low) - 1;
    }

    /// Something to do with the row the cursor is at.
    @FunctionalInterface
    interface AtRow {
        void run() throws IOException;
    }

    /// Stops at every row whose mod-sequence is greater; pages without any are not read.
    void changedSince(long modSeq, AtRow action) throws IOException {
        int pages = file.header().dataPages();
        for (int number = 0; number < pages; number++) {
            if (file.maxModSeq(number) > modSeq) {
                load(number);
                for (; index < count; index++) {
                    if (modSeq() > modSeq) {
                        action.run();
                    }
                }
            }
        }
    }

    private long uidAt(int at) {
        return PageLayout.value(page, Column.UID.headAt(), at);
    }

    public long uid() {
        return value(Column.UID);
    }

    public long modSeq() {
        return value(Column.MODSEQ);
    }

    long value(Column column) {
        return PageLayout.value(page, column.headAt(), index);
    }

    /// Copies the values of the rows from here on, up to the end of the page; answers how many.
    int values(Column column, long[] into, int offset, int length) {
        int copied = Math.min(length, count - index);
        PageLayout.values(page, column.headAt(), index, into, offset, copied);
        return copied;
    }

    MemorySegment page() {
        return page;
    }

    /// The place of the row in its page.
    int index() {
        return index;
    }

    private void load(int number) throws IOException {
        close();
        Frame loaded = file.dataPage(number);
        frame = loaded;
        page = loaded.bytes();
        pageNumber = number;
        first = PageLayout.firstRow(page);
        count = PageLayout.rows(page);
        index = 0;
    }

    CorruptIndexException corrupt(String what) {
        return file.corrupt(frame == null ? 0 : PageLayout.number(page), what);
    }

    /// Lets go of the page. The cursor is as new.
    @Override
    public void close() {
        if (frame != null) {
            frame.unpin();
        }
        frame = null;
        page = MemorySegment.NULL;
        pageNumber = -1;
        first = 0;
        count = 0;
        index = -1;
    }
}
