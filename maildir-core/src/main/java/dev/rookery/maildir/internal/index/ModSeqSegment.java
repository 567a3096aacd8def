// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/// The mod-sequences that messages of a folder got later than at their arrival, on disk,
/// unchangeable: pairs of UID and mod-sequence, ascending by UID.
///
/// Opening reads the header only. Safe to share between threads. Every read throws
/// [CorruptIndexException] instead of answering what was not written.
///
/// Byte layout of a page behind its head: two columns, as [PageLayout] describes them.
///
/// ```text
///   16           28           40
///   +------------+------------+---------+---------+
///   |    uid     |   modseq   |  uids   | modseqs |
///   +------------+------------+---------+---------+
/// ```
public final class ModSeqSegment implements Closeable {
    /// The letters `RKRYMODS`.
    static final long MAGIC = 0x53444F4D59524B52L;

    static final int ARRAYS_AT = PageLayout.CONTENT_AT + 2 * PageLayout.COLUMN_BYTES;

    private final SegmentFile file;

    /// Receives pairs.
    @FunctionalInterface
    public interface PairConsumer {
        void accept(long uid, long modSeq) throws IOException;
    }

    private ModSeqSegment(SegmentFile file) {
        this.file = file;
    }

    public static ModSeqSegment open(Directory directory, String name, BlockCache cache)
            throws IOException {
        return new ModSeqSegment(SegmentFile.open(directory, name, MAGIC, cache));
    }

    static ModSeqSegment open(InputFile file, String name, BlockCache cache) throws IOException {
        return new ModSeqSegment(SegmentFile.open(file, name, MAGIC, cache));
    }

    public int pairs() {
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

    /// The mod-sequence of a UID, or 0 if there is none here.
    public long find(long uid) throws IOException {
        try (ModSeqCursor cursor = cursor()) {
            return cursor.find(uid) < 0 ? 0 : cursor.modSeq();
        }
    }

    /// For reading many.
    public ModSeqCursor cursor() {
        return new ModSeqCursor(file);
    }

    /// Every pair whose mod-sequence is greater, ascending by UID; pages without any are not read.
    public void changedSince(long modSeq, PairConsumer pairs) throws IOException {
        if (maxModSeq() <= modSeq) {
            return;
        }
        try (ModSeqCursor cursor = cursor()) {
            cursor.changedSince(modSeq, () -> pairs.accept(cursor.uid(), cursor.modSeq()));
        }
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
