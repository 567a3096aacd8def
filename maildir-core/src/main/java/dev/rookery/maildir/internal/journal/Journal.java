// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// The open end of an account's log: groups go in, in order, and are durable when told so.
///
/// Room is made ahead by writing zeros, so that forcing a group moves its bytes and nothing else.
/// The last of it is a reserve for groups that free space: a full disk can be emptied.
///
/// One thread at a time. After a failure the file's content is unknown and this is of no more use:
/// [JournalFiles#begin] starts a new epoch from what is in memory.
public final class Journal implements Closeable {
    static final int ROOM_BYTES_MIN = 64 * 1024;
    static final int ROOM_BYTES_MAX = 4 * 1024 * 1024;
    static final int RESERVE_BYTES = 32 * 1024;

    private static final byte[] ZEROS = new byte[ROOM_BYTES_MIN];

    private final OutputFile file;
    private final FileId id;
    private final long epoch;
    private final long salt;

    private final EntryWriter writer = new EntryWriter();
    private long sequence;
    private long end;
    private long forced;
    private long room;
    private long forcedRoom;
    private int before;
    private boolean failed;

    /// What a group may use up, the least first.
    public enum Room {
        /// Room that is there, or that the disk gives.
        ORDINARY(RESERVE_BYTES),
        /// Half of the reserve as well: for what comes before space is freed.
        HALF_OF_RESERVE(RESERVE_BYTES / 2),
        /// The reserve as well: for what frees space.
        RESERVE(0);

        private final int leftBytes;

        Room(int leftBytes) {
            this.leftBytes = leftBytes;
        }
    }

    private Journal(
            OutputFile file, JournalLayout.Header header, long sequence, long end, int before)
            throws IOException {
        this.file = file;
        this.id = file.stat().id();
        this.epoch = header.epoch();
        this.salt = header.salt();
        this.sequence = sequence;
        this.end = end;
        this.forced = end;
        this.before = before;
        this.room = end;
    }

    /// What a new file begins with.
    ///
    /// @param root its directory's inode
    /// @param continues the epoch before, or 0
    /// @param sequence of the first entry
    record Beginning(long root, long epoch, long salt, long continues, long sequence) {}

    /// Writes the header of a new file, not yet durable.
    static Journal begin(OutputFile file, Beginning begins) throws IOException {
        JournalLayout.Header header =
                new JournalLayout.Header(
                        JournalLayout.VERSION,
                        (int) begins.root(),
                        begins.epoch(),
                        begins.salt(),
                        file.stat().id().inode(),
                        begins.continues(),
                        begins.sequence());
        byte[] bytes = JournalLayout.header(header);
        file.write(0, bytes, 0, bytes.length);
        return new Journal(file, header, begins.sequence(), bytes.length, 0);
    }

    /// Goes on behind what a scan found; what lies behind that is made zero again.
    ///
    /// @param sequence of the next entry
    static Journal resume(OutputFile file, JournalScan.Found found, long sequence)
            throws IOException {
        Journal journal =
                new Journal(file, found.header(), sequence, found.end(), found.lastChecksum());
        journal.writeZeros(Math.max(0, found.writtenEnd() - found.end()));
        journal.room = found.fileBytes();
        // What was read may never have been forced, and is about to be relied on.
        file.force();
        journal.forcedRoom = journal.room;
        return journal;
    }

    public long epoch() {
        return epoch;
    }

    public long sizeBytes() {
        return end;
    }

    /// The number of the next entry.
    public long sequence() {
        return sequence;
    }

    /// Writes a group: all of its entries will be there after a crash, or none.
    ///
    /// @throws NoSpaceException if there is no room; then nothing was written, unless [#hasFailed]
    /// @throws LimitException if it is too large; then nothing was written
    public void append(List<Entry> entries, Room allowed) throws IOException {
        write(entries, sequence, allowed);
        sequence += entries.size();
    }

    /// Writes a group that only repeats what was known before this epoch.
    public void repeat(List<Entry> entries) throws IOException {
        write(entries, 0, Room.ORDINARY);
    }

    private void write(List<Entry> entries, long first, Room allowed) throws IOException {
        requireWell();
        writer.begin();
        entries.forEach(writer::write);
        int bodyLength = writer.bodyLength();
        if (bodyLength > JournalLayout.BODY_BYTES_MAX) {
            throw new LimitException(
                    "a change of " + bodyLength + " bytes is too large for the journal");
        }
        byte[] group = writer.group();
        requireRoom((int) JournalLayout.groupBytes(bodyLength), allowed);
        JournalLayout.Group header =
                new JournalLayout.Group(
                        before,
                        bodyLength,
                        entries.size(),
                        JournalLayout.bodyChecksum(group, bodyLength, salt),
                        forcedRoom,
                        forced,
                        first);
        int checksum = JournalLayout.sealGroup(group, header, salt);
        int length = (int) header.totalBytes();
        failed = true;
        file.write(end, group, 0, length);
        failed = false;
        end += length;
        room = Math.max(room, end);
        before = checksum;
    }

    /// Makes room ahead, so that the first groups find it.
    void prepareRoom() throws IOException {
        writeZeros(ROOM_BYTES_MIN);
    }

    /// Makes all groups so far durable.
    public void force() throws IOException {
        requireWell();
        failed = true;
        file.forceData();
        failed = false;
        forced = end;
        forcedRoom = room;
    }

    /// How it would be left now.
    public JournalEnd end() throws IOException {
        return new JournalEnd(epoch, sequence - 1, file.stat().mark());
    }

    /// Makes all of it durable, its times included.
    public void seal() throws IOException {
        requireWell();
        failed = true;
        file.force();
        failed = false;
        forced = end;
        forcedRoom = room;
    }

    private void requireRoom(int groupBytes, Room allowed) throws IOException {
        if (end + groupBytes + RESERVE_BYTES <= room) {
            return;
        }
        try {
            long more = Math.clamp(end, ROOM_BYTES_MIN, ROOM_BYTES_MAX);
            writeZeros(Math.max(more, end + groupBytes + RESERVE_BYTES - room));
        } catch (NoSpaceException full) {
            if (end + groupBytes + allowed.leftBytes > room) {
                throw full;
            }
            return;
        }
        failed = true;
        file.force();
        failed = false;
        forcedRoom = room;
    }

    /// Bytes behind the end mean nothing, so failing here does no harm.
    private void writeZeros(long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            int length = (int) Math.min(left, ZEROS.length);
            file.write(room, ZEROS, 0, length);
            room += length;
            left -= length;
        }
    }

    /// Whether this is still the file of that name, and of no other: somebody may have removed or
    /// replaced it, or given it a second name (`cp -al`), under which another account has it too.
    public boolean isIn(Directory root) throws IOException {
        return root.stat(JournalFiles.PREFIX + epoch)
                .filter(stat -> stat.id().equals(id) && !stat.hasOtherNames())
                .isPresent();
    }

    /// Says that nothing more may be written here: memory and file do not agree any more.
    public void abandon() {
        failed = true;
    }

    /// Whether nothing more can be written here.
    public boolean hasFailed() {
        return failed;
    }

    private void requireWell() throws IOException {
        if (failed) {
            throw new IOException("the journal failed before and must be begun anew");
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
