// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

/// The zone of one kind that is written to at present.
final class OpenZone {
    private final Zone zone;
    private long at;
    private boolean marked;

    private OpenZone(Zone zone, long at, boolean marked) {
        this.zone = zone;
        this.at = at;
        this.marked = marked;
    }

    /// One whose header says already that it is in use.
    static OpenZone begun(Zone zone) {
        return new OpenZone(zone, zone.at() + CacheLayout.ZONE_HEADER_BYTES, true);
    }

    /// One that was closed, with what room it has left; none if nobody knows.
    static OpenZone resumed(Zone zone) {
        return zone.used() == CacheLayout.IN_USE
                ? new OpenZone(zone, zone.end(), true)
                : new OpenZone(zone, zone.at() + zone.used(), false);
    }

    Zone zone() {
        return zone;
    }

    /// Where the next record goes.
    long at() {
        return at;
    }

    long room() {
        return zone.end() - at;
    }

    void advance(long bytes) {
        at += bytes;
    }

    /// Whether the file says that it is in use.
    boolean isMarked() {
        return marked;
    }

    void mark() {
        marked = true;
    }
}
