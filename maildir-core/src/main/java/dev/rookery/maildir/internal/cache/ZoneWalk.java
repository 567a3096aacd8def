// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Finds the zones of a cache file and the pages of its index. It costs two small reads for each
/// zone, of which there are some ten for each doubling of a small file, and one for each 4 MiB of a
/// large one.
final class ZoneWalk {
    private static final long ZONE_BYTES_MAX = 1 << 30;
    private static final int PAGES_MAX = 1 << 24;

    private final InputFile file;
    private final CacheKey key;
    private final PageDirectory.Builder pages = new PageDirectory.Builder();
    private final Map<Integer, Zone> last = new HashMap<>();
    private int lastPagesUsed;

    private ZoneWalk(InputFile file, CacheKey key) {
        this.file = file;
        this.key = key;
    }

    /// @param lastZones by kind, those to go on with
    /// @param lastPagesUsed how many pages of the last zone of pages are taken
    /// @param end where the next zone goes
    record Found(
            PageDirectory directory, Map<Integer, Zone> lastZones, int lastPagesUsed, long end) {
        static final Found NOTHING =
                new Found(PageDirectory.EMPTY, Map.of(), 0, CacheLayout.HEADER_BYTES);

        Found {
            lastZones = Map.copyOf(lastZones);
        }
    }

    static Found walk(InputFile file, CacheKey key) throws IOException {
        return new ZoneWalk(file, key).walk();
    }

    private Found walk() throws IOException {
        long at = CacheLayout.HEADER_BYTES;
        Optional<Zone> zone = zone(at);
        while (zone.isPresent()) {
            note(zone.get());
            at = zone.get().end();
            zone = zone(at);
        }
        return new Found(pages.build(), last, lastPagesUsed, at);
    }

    private Optional<Zone> zone(long at) throws IOException {
        byte[] header = new byte[CacheLayout.ZONE_HEADER_BYTES];
        CacheFile.read(file, at, header, header.length);
        return CacheLayout.readZone(header, at, key).filter(ZoneWalk::isSound);
    }

    private static boolean isSound(Zone zone) {
        return zone.kind() >= 0
                && zone.kind() <= CacheLayout.PAGES
                && zone.length() >= CacheLayout.ZONE_HEADER_BYTES
                && zone.length() <= ZONE_BYTES_MAX
                && zone.length() % CacheLayout.ALIGNMENT_BYTES == 0
                && zone.used() <= zone.length();
    }

    private void note(Zone zone) throws IOException {
        last.put(zone.kind(), zone);
        if (zone.kind() == CacheLayout.PAGES) {
            notePages(zone);
        }
    }

    private void notePages(Zone zone) throws IOException {
        byte[] bytes = new byte[zone.pages() * Integer.BYTES];
        CacheFile.read(file, zone.numberAt(0), bytes, bytes.length);
        ByteBuffer numbers = CacheLayout.littleEndian(bytes);
        lastPagesUsed = 0;
        for (int place = 0; place < zone.pages(); place++) {
            int number = numbers.getInt();
            if (number > 0 && number <= PAGES_MAX) {
                pages.add(number - 1, zone.pageAt(place));
                lastPagesUsed = place + 1;
            }
        }
    }
}
