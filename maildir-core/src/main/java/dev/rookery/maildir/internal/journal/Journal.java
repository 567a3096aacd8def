// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The open end of an account's log: groups go in, in order, and are durable when told so.
///
/// Room is made ahead by writing zeros, so that forcing a group moves its bytes and nothing else.
/// One thread at a time. After a failure the file's content is unknown and this is of no more use:
/// [JournalFiles#begin] starts a new epoch from what is in memory.
public final class Journal implements Closeable {
    static final int ROOM_BYTES_MIN = 64 * 1024;
    static final int ROOM_BYTES_MAX = 4 * 1024 * 1024;

    private final OutputFile file;
    private final long epoch;
    private final long salt;

    private long end;
    private long forced;
    private long room;
    private int before;
    private boolean failed;

    private Journal(OutputFile file, long epoch, long salt, long end, int before, long room) {
        this.file = file;
        this.epoch = epoch;
        this.salt = salt;
        this.end = end;
        this.forced = end;
        this.before = before;
        this.room = room;
    }

    /// A new file, header written, not yet durable.
    static Journal create(Directory root, String name, long epoch, long salt, Optional<Owner> owner)
            throws IOException {
        OutputFile file = root.create(name, owner);
        long inode = file.stat().id().inode();
        byte[] header =
                JournalLayout.header(
                        new JournalLayout.Header(JournalLayout.VERSION, epoch, salt, inode));
        file.write(0, header, 0, header.length);
        return new Journal(file, epoch, salt, header.length, 0, header.length);
    }

    /// Goes on behind what a scan found; what lies behind that is made zero again.
    static Journal resume(OutputFile file, JournalScan.Found found) throws IOException {
        Journal journal =
                new Journal(
                        file,
                        found.header().epoch(),
                        found.header().salt(),
                        found.end(),
                        found.lastChecksum(),
                        found.end());
        journal.makeRoom(found.fileBytes() - found.end());
        return journal;
    }

    public long epoch() {
        return epoch;
    }

    public long sizeBytes() {
        return end;
    }

    /// Writes a group: all of its entries will be there after a crash, or none.
    public void append(List<Entry> entries) throws IOException {
        requireWell();
        EntryWriter writer = new EntryWriter();
        entries.forEach(writer::write);
        if (writer.bodyLength() > JournalLayout.BODY_BYTES_MAX) {
            throw new IOException("a change of " + writer.bodyLength() + " bytes is too large");
        }
        byte[] group = writer.group();
        int checksum =
                JournalLayout.sealGroup(
                        group, writer.bodyLength(), writer.entries(), salt, before, forced);
        failed = true;
        makeRoom(end + group.length - room);
        file.write(end, group, 0, group.length);
        failed = false;
        end += group.length;
        before = checksum;
    }

    /// Makes all groups so far durable.
    public void force() throws IOException {
        requireWell();
        failed = true;
        file.force();
        failed = false;
        forced = end;
    }

    private void makeRoom(long missing) throws IOException {
        if (missing <= 0) {
            return;
        }
        long bytes = Math.clamp(end, ROOM_BYTES_MIN, ROOM_BYTES_MAX);
        byte[] zeros = new byte[(int) Math.min(ROOM_BYTES_MAX, Math.max(bytes, missing))];
        for (long left = Math.max(bytes, missing); left > 0; left -= zeros.length) {
            int length = (int) Math.min(left, zeros.length);
            file.write(room, zeros, 0, length);
            room += length;
        }
        file.force();
    }

    /// Whether a write or a force failed: nothing more can be written here.
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
