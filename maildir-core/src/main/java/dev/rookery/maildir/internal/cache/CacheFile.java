// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One cache file, until another takes its place: then it stays open as long as somebody reads it.
///
/// Any number of threads may read, one may write.
final class CacheFile {
    private static final System.Logger LOG = System.getLogger(CacheFile.class.getName());
    private static final int RETIRED = Integer.MIN_VALUE;

    private final String name;
    private final CacheKey key;
    private final InputFile in;
    private final OutputFile out;
    private final CacheAppender appender;
    private volatile PageDirectory directory;
    private volatile long usedBytes;

    /// As it stands in the header.
    private volatile Optional<Filled> filled;

    private final AtomicBoolean damageKnown = new AtomicBoolean();

    /// How many read at present; [#RETIRED] more as soon as nobody may begin to.
    private final AtomicInteger readers = new AtomicInteger();

    private CacheFile(
            String name,
            CacheKey key,
            InputFile in,
            OutputFile out,
            ZoneWalk.Found found,
            Optional<Filled> filled) {
        this.name = name;
        this.key = key;
        this.in = in;
        this.out = out;
        this.appender = new CacheAppender(out, key, found);
        this.directory = found.directory();
        this.usedBytes = found.end() - appender.room();
        this.filled = filled;
    }

    static CacheFile create(Directory folder, String name, CacheKey key, Optional<Owner> owner)
            throws IOException {
        folder.delete(name);
        OutputFile out = folder.create(name, owner);
        try {
            out.write(0, CacheLayout.header(key), 0, CacheLayout.HEADER_BYTES);
            return opened(folder, name, key, out);
        } catch (IOException | RuntimeException refused) {
            out.close();
            throw refused;
        }
    }

    private static CacheFile opened(Directory folder, String name, CacheKey key, OutputFile out)
            throws IOException {
        InputFile in = folder.open(name);
        String shown = folder + "/" + FolderCache.NAME;
        return new CacheFile(shown, key, in, out, ZoneWalk.Found.NOTHING, Optional.empty());
    }

    /// Nothing if there is no file, or none that is of use: then the log says why.
    static Optional<CacheFile> open(Directory folder, String name, CacheKey key)
            throws IOException {
        try {
            return open(folder, name, key, folder.open(name));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (DiskException refused) {
            if (!refused.isLasting()) {
                throw refused;
            }
            LOG.log(Level.WARNING, "{0}; begun anew", refused.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<CacheFile> open(
            Directory folder, String name, CacheKey key, InputFile in) throws IOException {
        boolean kept = false;
        try {
            byte[] header = new byte[CacheLayout.HEADER_BYTES];
            read(in, 0, header, header.length);
            Optional<String> complaint = CacheLayout.complaint(header, key);
            if (complaint.isPresent()) {
                LOG.log(Level.WARNING, "{0}/{1}: {2}; begun anew", folder, name, complaint.get());
                return Optional.empty();
            }
            ZoneWalk.Found found = ZoneWalk.walk(in, key);
            boolean cutOff = in.stat().sizeBytes() > found.end();
            if (cutOff) {
                LOG.log(Level.INFO, "{0}/{1}: cut off at byte {2}", folder, name, found.end());
            }
            Optional<Filled> filled =
                    cutOff ? Optional.empty() : CacheLayout.readFilled(header, key);
            OutputFile out = folder.openForWriting(name);
            kept = true;
            return Optional.of(new CacheFile(folder + "/" + name, key, in, out, found, filled));
        } finally {
            if (!kept) {
                in.close();
            }
        }
    }

    /// Reads up to `length` bytes and says how many; what lies beyond the end stays as it was.
    static int read(InputFile file, long at, byte[] into, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int got = file.read(at + done, into, done, length - done);
            if (got <= 0) {
                break;
            }
            done += got;
        }
        return done;
    }

    CacheKey key() {
        return key;
    }

    PageDirectory directory() {
        return directory;
    }

    /// All bytes of the file, but for room kept for what is still to come.
    long usedBytes() {
        return usedBytes;
    }

    Optional<Filled> filled() {
        return filled;
    }

    void write(Batch batch) throws IOException {
        if (filled.isPresent()) {
            write(new byte[CacheLayout.FILLED_BYTES], Optional.empty());
        }
        appender.write(batch);
        usedBytes = appender.end() - appender.room();
        directory = appender.directory();
    }

    int read(long at, byte[] into, int length) throws IOException {
        return read(in, at, into, length);
    }

    /// Where the records of a message lie, one location for each lane; null if it has none.
    long @Nullable [] locations(long uid) throws IOException {
        long at = directory.entryAt(uid);
        if (at < 0) {
            return null;
        }
        byte[] entry = new byte[CacheLayout.ENTRY_BYTES];
        read(at, entry, entry.length);
        long[] locations = new long[Lane.COUNT];
        CacheLayout.littleEndian(entry).asLongBuffer().get(locations);
        for (long location : locations) {
            if (location != 0) {
                return locations;
            }
        }
        return null;
    }

    /// The record at that location, if there is one and it is whole.
    @Nullable CacheRecord record(long uid, Lane lane, long location) throws IOException {
        int length = CacheLayout.length(location);
        if (length == 0 || length > CacheLayout.aligned(CacheRecord.BYTES_MAX)) {
            return null;
        }
        byte[] bytes = new byte[length];
        int got = read(CacheLayout.offset(location), bytes, length);
        return check(CacheRecord.read(bytes, 0, got, uid, lane, key), location);
    }

    @Nullable CacheRecord check(@Nullable CacheRecord record, long location) {
        if (record == null && damageKnown.compareAndSet(false, true)) {
            LOG.log(
                    Level.INFO,
                    "{0}: no whole record at byte {1}, nor perhaps elsewhere; it is made again",
                    name,
                    CacheLayout.offset(location));
        }
        return record;
    }

    /// Whether reading may begin; if so, [#leave] must follow.
    boolean enter() {
        return readers.updateAndGet(count -> count < 0 ? count : count + 1) > 0;
    }

    void leave() {
        if (readers.decrementAndGet() == RETIRED) {
            closeBoth();
        }
    }

    /// Closes the file as soon as nobody reads it. To do so again does nothing.
    void retire() {
        int before = readers.getAndUpdate(count -> count < 0 ? count : count + RETIRED);
        if (before == 0) {
            closeBoth();
        }
    }

    private void closeBoth() {
        try (out) {
            in.close();
        } catch (IOException useless) {
            // Nothing here is durable: at worst something is missing, which will be noticed.
            LOG.log(Level.DEBUG, "closing {0}: {1}", name, useless);
        }
    }

    /// Notes how far the file is used and, if anybody knows, filled, for the one who opens it next.
    void finish(Optional<Filled> now) throws IOException {
        appender.finish();
        if (now.isPresent() && !now.equals(filled)) {
            out.forceData();
            write(CacheLayout.filled(now.get(), key), now);
        }
    }

    private void write(byte[] bytes, Optional<Filled> now) throws IOException {
        out.write(CacheLayout.FILLED_AT, bytes, 0, bytes.length);
        filled = now;
    }
}
