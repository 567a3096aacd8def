// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Reads a journal from its beginning to the last whole group.
///
/// What follows the last whole group is either a torn tail (a group that was being written when the
/// machine stopped; nobody was told of it) or damage: then later groups that are whole tell so, by
/// having been written when the damaged bytes were durable already. Their entries still count.
final class JournalScan {
    private static final int WINDOW_BYTES = 64 * 1024;
    private static final byte[] ZEROS = new byte[WINDOW_BYTES];

    private final InputFile file;
    private final boolean durable;
    private final long fileBytes;
    private final JournalLayout.Header header;
    private final JournalFiles.Replay entries;
    private final boolean copied;

    private byte[] window = new byte[0];
    private long windowAt;
    private long lastSequence;
    private long writtenEnd;

    /// How long the file has been, at least: room is made in each before it counts.
    private long roomBytes = JournalLayout.HEADER_BYTES + Journal.ROOM_BYTES_MIN;

    private JournalScan(InputFile file, boolean durable, JournalFiles.Replay entries)
            throws IOException {
        this.file = file;
        this.durable = durable;
        this.entries = entries;
        FileBounds bounds = new FileBounds(file.stat().sizeBytes(), file.stat().id().inode());
        this.fileBytes = bounds.sizeBytes();
        this.header = JournalLayout.readHeader(bytes(0, JournalLayout.HEADER_BYTES));
        if (header.version() != JournalLayout.VERSION) {
            boolean later = header.version() > JournalLayout.VERSION;
            throw new IOException(
                    "rookery.journal has version "
                            + header.version()
                            + ", this program knows version "
                            + JournalLayout.VERSION
                            + ": use the "
                            + (later ? "newer" : "unreleased")
                            + " Rookery that wrote it");
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

    /// @param durable whether all that was written is known to have been durable
    static Found scan(InputFile file, boolean durable, JournalFiles.Replay entries)
            throws IOException {
        return new JournalScan(file, durable, entries).run();
    }

    /// Who made a journal.
    ///
    /// @param root the last bytes of the inode of the directory it was made in
    /// @param account the identity of its INBOX, as the first sound groups tell it
    record Maker(int root, Optional<String> account) {}

    static Maker maker(InputFile file) throws IOException {
        AtomicReference<String> identity = new AtomicReference<>();
        JournalScan scan =
                new JournalScan(
                        file,
                        false,
                        (_, entry) -> {
                            if (entry instanceof Entry.FolderAdded e
                                    && e.name().equals(MailboxName.INBOX)) {
                                identity.set(e.identity());
                            }
                        });
        Optional<Group> group = scan.group(JournalLayout.HEADER_BYTES);
        while (group.isPresent() && identity.get() == null && scan.read(group.get())) {
            group = scan.group(group.get().end());
        }
        return new Maker(scan.header.root(), Optional.ofNullable(identity.get()));
    }

    private Found run() throws IOException {
        long at = JournalLayout.HEADER_BYTES;
        int before = 0;
        Optional<Group> group = group(at);
        while (group.isPresent() && group.get().header().before() == before && read(group.get())) {
            at = group.get().end();
            before = group.get().checksum();
            group = group(at);
        }
        Optional<Long> damagedAt = salvage(at);
        if (damagedAt.isEmpty() && fileBytes < roomBytes) {
            damagedAt = Optional.of(fileBytes);
        }
        return new Found(
                header, at, writtenEnd, before, lastSequence, fileBytes, damagedAt, copied);
    }

    /// Looks behind the end of the chain for whole groups that show the gap to be damage. Nothing
    /// is read twice: a sound header tells where the next group begins.
    private Optional<Long> salvage(long gap) throws IOException {
        boolean damaged = false;
        writtenEnd = gap;
        long at = gap;
        while (at < fileBytes) {
            if (isZero(at)) {
                at = nextWritten(at);
                continue;
            }
            long next = at + JournalLayout.ALIGNMENT_BYTES;
            Optional<Group> group = group(at);
            if (group.isPresent()) {
                if (durable || group.get().header().forced() > gap) {
                    damaged = true;
                    var _ = read(group.get());
                }
                next = group.get().end();
            }
            writtenEnd = Math.min(fileBytes, next);
            at = next;
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

    /// A group whose header is sound.
    private record Group(long at, int checksum, JournalLayout.Group header) {
        long end() {
            return at + header.totalBytes();
        }
    }

    private Optional<Group> group(long at) throws IOException {
        if (at + JournalLayout.GROUP_HEADER_BYTES > fileBytes) {
            return Optional.empty();
        }
        byte[] bytes = glance(at, JournalLayout.GROUP_HEADER_BYTES);
        long salt = header.salt();
        Optional<Group> group =
                JournalLayout.readGroupHeader(bytes, salt)
                        .filter(JournalScan::isPossible)
                        .map(it -> new Group(at, JournalLayout.headerChecksum(bytes, salt), it));
        group.ifPresent(it -> roomBytes = Math.max(roomBytes, it.header().roomBytes()));
        return group.filter(it -> it.end() <= fileBytes);
    }

    private static boolean isPossible(JournalLayout.Group group) {
        return group.bodyLength() > 0 && group.bodyLength() <= JournalLayout.BODY_BYTES_MAX;
    }

    /// Tells a group's entries, if they are sound.
    private boolean read(Group group) throws IOException {
        int bodyLength = group.header().bodyLength();
        byte[] bytes = bytes(group.at(), JournalLayout.GROUP_HEADER_BYTES + bodyLength);
        int checksum = JournalLayout.bodyChecksum(bytes, bodyLength, header.salt());
        if (checksum != group.header().bodyChecksum()) {
            return false;
        }
        EntryReader reader = new EntryReader(bytes, JournalLayout.GROUP_HEADER_BYTES, bodyLength);
        long first = group.header().sequence();
        for (int i = 0; i < group.header().entries(); i++) {
            entries.entry(first == 0 ? 0 : first + i, reader.read());
        }
        if (first != 0) {
            lastSequence = Math.max(lastSequence, first + group.header().entries() - 1);
        }
        return true;
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
