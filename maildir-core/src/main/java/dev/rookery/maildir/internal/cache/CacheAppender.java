// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The writing end of a cache file: records first, then the locations that point to them.
///
/// One thread at a time.
final class CacheAppender {
    private static final long ZONE_BYTES_MIN = 16 * 1024;
    private static final long ZONE_BYTES_MAX = 4 * 1024 * 1024;
    private static final int ZONE_SHARE = 16;
    private static final int ZONE_PAGES_MIN = 2;
    private static final int ZONE_PAGES_MAX = 256;

    private final OutputFile file;
    private final CacheKey key;
    private final @Nullable OpenZone[] zones = new @Nullable OpenZone[CacheLayout.PAGES + 1];
    private PageDirectory directory;
    private int pagesUsed;
    private long end;

    /// @param found what the file holds so far
    CacheAppender(OutputFile file, CacheKey key, ZoneWalk.Found found) {
        this.file = file;
        this.key = key;
        found.lastZones().forEach((kind, zone) -> zones[kind] = OpenZone.resumed(zone));
        this.directory = found.directory();
        this.pagesUsed = found.lastPagesUsed();
        this.end = found.end();
    }

    PageDirectory directory() {
        return directory;
    }

    long end() {
        return end;
    }

    /// What is kept for records and pages still to come.
    long room() {
        long room = 0;
        for (int lane = 0; lane < Lane.COUNT; lane++) {
            OpenZone zone = zones[lane];
            room += zone == null ? 0 : zone.room();
        }
        OpenZone pages = zones[CacheLayout.PAGES];
        return pages == null
                ? room
                : room + (long) (pages.zone().pages() - pagesUsed) * CacheLayout.PAGE_BYTES;
    }

    void write(Batch batch) throws IOException {
        long[] locations = new long[batch.count() * Lane.COUNT];
        for (int lane = 0; lane < Lane.COUNT; lane++) {
            writeRecords(lane, batch, locations);
        }
        int from = 0;
        while (from < batch.count()) {
            int to = from + 1;
            while (to < batch.count() && follows(batch, to)) {
                to++;
            }
            writeLocations(batch.uid(from), locations, from, to);
            from = to;
        }
    }

    private static boolean follows(Batch batch, int message) {
        long uid = batch.uid(message);
        return uid == batch.uid(message - 1) + 1 && uid % CacheLayout.PAGE_UIDS != 0;
    }

    private void writeRecords(int lane, Batch batch, long[] locations) throws IOException {
        LaneBatch records = batch.lane(lane);
        int from = 0;
        while (from < batch.count()) {
            OpenZone zone = zoneWithRoom(lane, records.totalBytes(from));
            int start = records.start(from);
            int to = from;
            while (to < batch.count() && fits(records, to, start, zone)) {
                int length = records.length(to);
                long offset = zone.at() + records.start(to) - start;
                locations[to * Lane.COUNT + lane] =
                        length == 0 ? 0 : CacheLayout.location(offset, length);
                to++;
            }
            int bytes = records.start(to - 1) + records.totalBytes(to - 1) - start;
            if (bytes > 0) {
                mark(zone);
                file.write(zone.at(), records.bytes(), start, bytes);
                zone.advance(bytes);
            }
            from = to;
        }
    }

    private static boolean fits(LaneBatch records, int message, int start, OpenZone zone) {
        return records.start(message) + records.totalBytes(message) - start <= zone.room();
    }

    private OpenZone zoneWithRoom(int lane, int bytes) throws IOException {
        OpenZone zone = zones[lane];
        if (zone == null || zone.room() < bytes) {
            long share = Math.clamp(end / ZONE_SHARE, ZONE_BYTES_MIN, ZONE_BYTES_MAX);
            long length = Math.max(share, (long) CacheLayout.ZONE_HEADER_BYTES + bytes);
            zone = begin(lane, CacheLayout.aligned(length));
        }
        return zone;
    }

    private OpenZone begin(int kind, long length) throws IOException {
        OpenZone zone = OpenZone.begun(new Zone(kind, end, length, CacheLayout.IN_USE));
        writeHeader(zone.zone());
        zones[kind] = zone;
        end += length;
        return zone;
    }

    private void mark(OpenZone zone) throws IOException {
        if (!zone.isMarked()) {
            writeHeader(zone.zone().withUsed(CacheLayout.IN_USE));
            zone.mark();
        }
    }

    private void writeHeader(Zone zone) throws IOException {
        file.write(zone.at(), CacheLayout.zoneHeader(zone, key), 0, CacheLayout.ZONE_HEADER_BYTES);
    }

    private void writeLocations(long firstUid, long[] locations, int from, int to)
            throws IOException {
        byte[] bytes = new byte[(to - from) * CacheLayout.ENTRY_BYTES];
        ByteBuffer out = CacheLayout.littleEndian(bytes);
        for (int i = from * Lane.COUNT; i < to * Lane.COUNT; i++) {
            out.putLong(locations[i]);
        }
        if (directory.entryAt(firstUid) < 0) {
            addPage(PageDirectory.page(firstUid));
        }
        file.write(directory.entryAt(firstUid), bytes, 0, bytes.length);
    }

    private void addPage(int page) throws IOException {
        OpenZone open = zones[CacheLayout.PAGES];
        if (open == null || pagesUsed == open.zone().pages()) {
            int pages = Math.clamp(directory.size() / 8, ZONE_PAGES_MIN, ZONE_PAGES_MAX);
            open = begin(CacheLayout.PAGES, Zone.bytesFor(pages / 2 * 2));
            pagesUsed = 0;
        }
        byte[] number = new byte[Integer.BYTES];
        CacheLayout.littleEndian(number).putInt(page + 1);
        file.write(open.zone().numberAt(pagesUsed), number, 0, number.length);
        directory = directory.with(page, open.zone().pageAt(pagesUsed));
        pagesUsed++;
    }

    /// Notes how far the zones are used, so that the next one to open the file goes on there.
    void finish() throws IOException {
        for (int lane = 0; lane < Lane.COUNT; lane++) {
            OpenZone zone = zones[lane];
            if (zone != null && zone.isMarked() && zone.room() > 0) {
                writeHeader(zone.zone().withUsed(zone.at() - zone.zone().at()));
            }
        }
    }
}
