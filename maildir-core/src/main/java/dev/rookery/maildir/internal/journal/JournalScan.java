// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/// Reads a journal from its beginning to the last whole group.
///
/// What follows the last whole group is either a torn tail (a group that was being written when the
/// machine stopped; nobody was told of it) or damage: then later groups that are whole tell so, by
/// having been written when the damaged bytes were durable already. Their entries still count.
final class JournalScan {
    private static final int WINDOW_BYTES = 64 * 1024;
    private static final byte[] ZEROS = new byte[WINDOW_BYTES];

    private final InputFile file;
    private final long fileBytes;
    private final JournalLayout.Header header;
    private final JournalFiles.Replay entries;
    private final boolean copied;

    private byte[] window = new byte[0];
    private long windowAt;
    private long lastSequence;
    private long writtenEnd;

    private JournalScan(InputFile file, JournalFiles.Replay entries) throws IOException {
        this.file = file;
        this.entries = entries;
        FileBounds bounds = new FileBounds(file.stat().sizeBytes(), file.stat().id().inode());
        this.fileBytes = bounds.sizeBytes();
        this.header = JournalLayout.readHeader(bytes(0, JournalLayout.HEADER_BYTES));
        if (header.version() != JournalLayout.VERSION) {
            throw new IOException(
                    "rookery.journal has version "
                            + header.version()
                            + ", this program knows version "
                            + JournalLayout.VERSION
                            + ": use the newer Rookery that wrote it");
        }
        this.copied = header.inode() != bounds.inode();
        this.lastSequence = header.sequence() - 1;
    }

    private record FileBounds(long sizeBytes, long inode) {}

    /// Where a scan ended and what it thinks of the file.
    ///
    /// @param end of the last whole group of an unbroken chain
    /// @param writtenEnd behind which there are only zeros
    /// @param lastSequence of the last entry, in this epoch or before it
    /// @param damagedAt offset of bytes that were durable once and are not whole any more
    /// @param copied whether the file is a copy of the one that was written
    record Found(
            JournalLayout.Header header,
            long end,
            long writtenEnd,
            int lastChecksum,
            long lastSequence,
            long fileBytes,
            Optional<Long> damagedAt,
            boolean copied) {
        boolean trustworthy() {
            return damagedAt.isEmpty() && !copied;
        }
    }

    static Found scan(InputFile file, JournalFiles.Replay entries) throws IOException {
        return new JournalScan(file, entries).run();
    }

    private Found run() throws IOException {
        long at = JournalLayout.HEADER_BYTES;
        int before = 0;
        Optional<Whole> group = wholeGroup(at);
        while (group.isPresent() && group.get().header().before() == before) {
            deliver(group.get());
            at += group.get().header().totalBytes();
            before = group.get().header().checksum();
            group = wholeGroup(at);
        }
        Optional<Long> damagedAt = salvage(at);
        return new Found(
                header, at, writtenEnd, before, lastSequence, fileBytes, damagedAt, copied);
    }

    /// Looks behind the end of the chain for whole groups that show the gap to be damage.
    private Optional<Long> salvage(long gap) throws IOException {
        boolean damaged = false;
        writtenEnd = gap;
        long at = gap;
        while (at < fileBytes) {
            if (isZero(at)) {
                at = nextWritten(at);
                continue;
            }
            writtenEnd = Math.min(fileBytes, at + JournalLayout.ALIGNMENT_BYTES);
            Optional<Whole> group = wholeGroup(at);
            if (group.isPresent() && group.get().header().forced() > gap) {
                damaged = true;
                deliver(group.get());
                at += group.get().header().totalBytes();
                writtenEnd = at;
            } else {
                at += JournalLayout.ALIGNMENT_BYTES;
            }
        }
        return damaged ? Optional.of(gap) : Optional.empty();
    }

    /// The next place where a group may begin, all before it being zero.
    private long nextWritten(long from) throws IOException {
        for (long at = from; at < fileBytes; at = windowAt + window.length) {
            lookAt(at, 1);
            int begin = (int) (at - windowAt);
            int other = Arrays.mismatch(window, begin, window.length, ZEROS, 0, ZEROS.length);
            boolean within = other >= 0 && begin + other < window.length;
            if (within) {
                long found = windowAt + begin + other;
                return found / JournalLayout.ALIGNMENT_BYTES * JournalLayout.ALIGNMENT_BYTES;
            }
        }
        return fileBytes;
    }

    /// A group that passed its checksum.
    private record Whole(JournalLayout.Group header, EntryReader reader) {}

    private Optional<Whole> wholeGroup(long at) throws IOException {
        if (at + JournalLayout.GROUP_HEADER_BYTES > fileBytes) {
            return Optional.empty();
        }
        JournalLayout.Group group =
                JournalLayout.readGroupHeader(glance(at, JournalLayout.GROUP_HEADER_BYTES));
        boolean plausible =
                group.bodyLength() > 0
                        && group.bodyLength() <= JournalLayout.BODY_BYTES_MAX
                        && at + group.totalBytes() <= fileBytes;
        if (!plausible) {
            return Optional.empty();
        }
        byte[] bytes = bytes(at, JournalLayout.GROUP_HEADER_BYTES + group.bodyLength());
        if (!JournalLayout.checksumHolds(bytes, group, header.salt())) {
            return Optional.empty();
        }
        int from = JournalLayout.GROUP_HEADER_BYTES;
        return Optional.of(new Whole(group, new EntryReader(bytes, from, group.bodyLength())));
    }

    private void deliver(Whole group) throws IOException {
        long first = group.header().sequence();
        for (int i = 0; i < group.header().entries(); i++) {
            entries.entry(first == 0 ? 0 : first + i, group.reader().read());
        }
        if (first != 0) {
            lastSequence = Math.max(lastSequence, first + group.header().entries() - 1);
        }
    }

    /// Whether nothing was written here: most of what lies behind the end is room made ahead.
    private boolean isZero(long at) throws IOException {
        int length = (int) Math.min(JournalLayout.ALIGNMENT_BYTES, fileBytes - at);
        lookAt(at, length);
        int from = (int) (at - windowAt);
        return Arrays.equals(window, from, from + length, ZEROS, 0, length);
    }

    /// A few bytes, out of a larger piece that is kept: looking for groups goes in small steps.
    private byte[] glance(long at, int length) throws IOException {
        lookAt(at, length);
        int from = (int) (at - windowAt);
        return Arrays.copyOfRange(window, from, from + length);
    }

    private void lookAt(long at, int length) throws IOException {
        if (at < windowAt || at + length > windowAt + window.length) {
            window = bytes(at, WINDOW_BYTES);
            windowAt = at;
        }
    }

    /// Bytes of the file; zeros beyond its end.
    private byte[] bytes(long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            int got = file.read(at + done, bytes, done, length - done);
            if (got < 0) {
                return bytes;
            }
            done += got;
        }
        return bytes;
    }
}
