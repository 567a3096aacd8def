// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Writes a segment file aside, page by page, and gives it its name when it is whole and durable.
///
/// Closing one that was not published removes it.
final class SegmentOutput implements Closeable {
    private static final String ASIDE = ".new";

    private final Directory directory;
    private final String name;
    private final long magic;
    private final OutputFile file;
    private final CRC32C digest = new CRC32C();
    private final ByteBuffer checksum = ByteBuffer.allocate(Integer.BYTES);

    private final List<byte[]> directoryPages = new ArrayList<>();

    private long at = SegmentHeader.HEADER_BYTES;
    private int pages;
    private int dataPages;
    private int rows;
    private long dataBytes;
    private long hashBytes;
    private long firstUid;
    private long lastUid;
    private long minModSeq = Long.MAX_VALUE;
    private long maxModSeq;
    private boolean closed;
    private boolean published;

    private SegmentOutput(Directory directory, String name, long magic, OutputFile file) {
        this.directory = directory;
        this.name = name;
        this.magic = magic;
        this.file = file;
    }

    static SegmentOutput create(Directory directory, String name, Optional<Owner> owner, long magic)
            throws IOException {
        directory.delete(name + ASIDE);
        OutputFile file = directory.create(name + ASIDE, owner);
        return new SegmentOutput(directory, name, magic, file);
    }

    /// What a page of rows holds.
    record Range(int rows, long firstUid, long lastUid, long minModSeq, long maxModSeq) {}

    /// Writes the next page of rows; all but the last are as long as a page can be.
    void data(byte[] page, int length, Range range) throws IOException {
        enter(range);
        page(page, length, rows, range.rows());
        rows = Math.addExact(rows, range.rows());
        dataBytes += length;
    }

    /// Writes the next page of hashes, when all rows are written.
    void hashes(byte[] page, int length, int firstEntry, int count) throws IOException {
        page(page, length, firstEntry, count);
        hashBytes += length;
    }

    private void enter(Range range) {
        int index = dataPages % DirectoryLayout.ENTRIES_MAX;
        if (index == 0) {
            directoryPages.add(new byte[PageLayout.PAGE_BYTES]);
        }
        byte[] page = directoryPages.getLast();
        DirectoryLayout.put(page, index, range.firstUid(), rows, range.maxModSeq());
        firstUid = dataPages == 0 ? range.firstUid() : firstUid;
        lastUid = range.lastUid();
        minModSeq = Math.min(minModSeq, range.minModSeq());
        maxModSeq = Math.max(maxModSeq, range.maxModSeq());
        dataPages++;
    }

    private void page(byte[] page, int length, int first, int count) throws IOException {
        int sum = PageLayout.seal(page, length, pages, first, count);
        digest.update(checksum.clear().putInt(sum).flip());
        file.write(at, page, 0, length);
        at += length;
        pages++;
    }

    /// Completes the file, makes it durable and gives it its name, which must be free. The name is
    /// durable only after [Directory#force].
    void publish() throws IOException {
        long directoryBytes = writeDirectory();
        SegmentHeader header =
                new SegmentHeader(
                        magic,
                        rows,
                        firstUid,
                        lastUid,
                        minModSeq,
                        maxModSeq,
                        dataBytes,
                        hashBytes,
                        directoryBytes,
                        (int) digest.getValue(),
                        0);
        byte[] bytes = header.bytes();
        file.write(0, bytes, 0, bytes.length);
        file.force();
        closed = true;
        file.close();
        directory.rename(name + ASIDE, directory, name);
        published = true;
    }

    private long writeDirectory() throws IOException {
        long before = at;
        int first = 0;
        for (byte[] page : directoryPages) {
            int count = Math.min(DirectoryLayout.ENTRIES_MAX, dataPages - first);
            boolean last = first + count == dataPages;
            int length = last ? DirectoryLayout.bytes(count) : PageLayout.PAGE_BYTES;
            page(page, length, first, count);
            first += count;
        }
        return at - before;
    }

    @Override
    public void close() throws IOException {
        if (published) {
            return;
        }
        try {
            if (!closed) {
                closed = true;
                file.close();
            }
        } finally {
            directory.delete(name + ASIDE);
        }
    }
}
