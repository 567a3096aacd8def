// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// The rows of a folder's messages with UIDs in one range, on disk, unchangeable.
///
/// Rows are numbered from 0, ascending by UID. Opening reads the header only; everything else is
/// read when asked for, page by page, through the [BlockCache]. Safe to share between threads.
/// Every read throws [CorruptIndexException] instead of answering what was not written.
public final class RowSegment implements Closeable {
    /// The letters `RKRYROWS`.
    static final long MAGIC = 0x53574F5259524B52L;

    private final SegmentFile file;

    /// Receives row numbers.
    @FunctionalInterface
    public interface RowConsumer {
        void accept(int row) throws IOException;
    }

    private RowSegment(SegmentFile file) {
        this.file = file;
    }

    public static RowSegment open(Directory directory, String name, BlockCache cache)
            throws IOException {
        return new RowSegment(SegmentFile.open(directory, name, MAGIC, cache));
    }

    static RowSegment open(InputFile file, String name, BlockCache cache) throws IOException {
        return new RowSegment(SegmentFile.open(file, name, MAGIC, cache));
    }

    public int rows() {
        return file.header().rows();
    }

    public long firstUid() {
        return file.header().firstUid();
    }

    public long lastUid() {
        return file.header().lastUid();
    }

    public long minModSeq() {
        return file.header().minModSeq();
    }

    public long maxModSeq() {
        return file.header().maxModSeq();
    }

    /// Differs for files of different content; for who names this file to be sure of it.
    public int checksum() {
        return file.header().checksum();
    }

    /// Which file of the disk it is, for who wants to know whether it still has its name.
    public FileId id() {
        return file.id();
    }

    /// The row of a UID; if there is none, `-(row) - 1` of the first greater one.
    public int find(long uid) throws IOException {
        try (RowCursor cursor = cursor()) {
            return cursor.find(uid);
        }
    }

    public long uid(int row) throws IOException {
        return value(Column.UID, row);
    }

    public long modSeq(int row) throws IOException {
        return value(Column.MODSEQ, row);
    }

    public long internalDate(int row) throws IOException {
        return value(Column.INTERNAL_DATE, row);
    }

    public long saveDate(int row) throws IOException {
        return value(Column.SAVE_DATE, row);
    }

    public long physicalBytes(int row) throws IOException {
        return value(Column.PHYSICAL_BYTES, row);
    }

    public long virtualBytes(int row) throws IOException {
        return value(Column.VIRTUAL_BYTES, row);
    }

    private long value(Column column, int row) throws IOException {
        int page = file.pageOfRow(row);
        Frame frame = file.dataPage(page);
        try {
            int index = row - PageLayout.firstRow(frame.bytes());
            if (index < 0 || index >= PageLayout.rows(frame.bytes())) {
                throw file.corrupt(page, "directory and pages disagree");
            }
            return PageLayout.value(frame.bytes(), column.headAt(), index);
        } finally {
            frame.unpin();
        }
    }

    public String base(int row) throws IOException {
        try (RowCursor cursor = cursor()) {
            cursor.seek(row);
            return cursor.base();
        }
    }

    public Optional<Origin> origin(int row) throws IOException {
        try (RowCursor cursor = cursor()) {
            cursor.seek(row);
            return cursor.origin();
        }
    }

    /// For reading many rows, or many columns of one.
    public RowCursor cursor() {
        return new RowCursor(file);
    }

    /// Copies the values of `length` rows from `row` on.
    public void values(Column column, int row, long[] into, int offset, int length)
            throws IOException {
        try (RowCursor cursor = cursor()) {
            for (int done = 0; done < length; ) {
                cursor.seek(row + done);
                done += cursor.values(column, into, offset + done, length - done);
            }
        }
    }

    /// Every row whose mod-sequence is greater, ascending; pages without any are not read.
    public void changedSince(long modSeq, RowConsumer rows) throws IOException {
        if (maxModSeq() <= modSeq) {
            return;
        }
        try (RowCursor cursor = cursor()) {
            cursor.changedSince(modSeq, () -> rows.accept(cursor.row()));
        }
    }

    /// Every row whose base name has the hash; see [BaseHash].
    public void forEachWithHash(int hash, RowConsumer rows) throws IOException {
        try (HashCursor cursor = hashes()) {
            cursor.seek(hash);
            while (cursor.next() && cursor.hash() == hash) {
                rows.accept(cursor.row());
            }
        }
    }

    /// Every row with that base name: mostly one, unless a name came back.
    public void forEachNamed(String base, RowConsumer rows) throws IOException {
        try (RowCursor cursor = cursor()) {
            forEachWithHash(
                    BaseHash.of(base),
                    row -> {
                        cursor.seek(row);
                        if (cursor.base().equals(base)) {
                            rows.accept(row);
                        }
                    });
        }
    }

    /// All hashes in order, each with its row: for merging with a sorted listing.
    public HashCursor hashes() {
        return new HashCursor(file);
    }

    /// Reads every page, and tells of those that are not what was written.
    public void examine(Consumer<CorruptIndexException> damage) throws IOException {
        file.examine(damage);
    }

    /// Gives its memory back. Cursors that are open can still read the page they are at.
    @Override
    public void close() throws IOException {
        file.close();
    }
}
