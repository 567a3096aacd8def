// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Reads every record of a cache file that its index names, in the order of UIDs.
final class CacheVerification {
    private final InputFile file;
    private final CacheKey key;
    private final byte[] page = new byte[CacheLayout.PAGE_BYTES];
    private byte[] record = new byte[CacheLayout.PAGE_BYTES];
    private long damaged;
    private String first = "";

    CacheVerification(InputFile file, CacheKey key) {
        this.file = file;
        this.key = key;
    }

    /// What is the matter, if anything is.
    Optional<String> complaint() throws IOException {
        long size = file.stat().sizeBytes();
        if (size == 0) {
            // Whoever began it did not come to write anything.
            return Optional.empty();
        }
        byte[] header = new byte[CacheLayout.HEADER_BYTES];
        CacheFile.read(file, 0, header, header.length);
        Optional<String> complaint = CacheLayout.complaint(header, key);
        if (complaint.isPresent()) {
            return complaint;
        }
        ZoneWalk.Found zones = ZoneWalk.walk(file, key);
        if (size > zones.end()) {
            return Optional.of("no zone begins at byte " + zones.end());
        }
        for (int place = 0; place < zones.directory().size(); place++) {
            page(zones.directory().number(place), zones.directory().at(place));
        }
        return damaged == 0
                ? Optional.empty()
                : Optional.of(first + (damaged == 1 ? "" : ", nor at " + (damaged - 1) + " more"));
    }

    private void page(int number, long at) throws IOException {
        int got = CacheFile.read(file, at, page, page.length);
        ByteBuffer entries = CacheLayout.littleEndian(page);
        long uid = (long) number * CacheLayout.PAGE_UIDS;
        for (int i = 0; i + CacheLayout.ENTRY_BYTES <= got; i += CacheLayout.ENTRY_BYTES) {
            for (Lane lane : Lane.values()) {
                long location = entries.getLong(i + lane.number() * Long.BYTES);
                if (location != 0 && uid > 0 && uid <= Uid.MAX && !isWhole(uid, lane, location)) {
                    first = damaged == 0 ? sentence(uid, location) : first;
                    damaged++;
                }
            }
            uid++;
        }
    }

    private static String sentence(long uid, long location) {
        return "no whole record of UID " + uid + " at byte " + CacheLayout.offset(location);
    }

    private boolean isWhole(long uid, Lane lane, long location) throws IOException {
        int length = CacheLayout.length(location);
        if (length == 0 || length > CacheLayout.aligned(CacheRecord.BYTES_MAX)) {
            return false;
        }
        record = length <= record.length ? record : new byte[length];
        int got = CacheFile.read(file, CacheLayout.offset(location), record, length);
        return CacheRecord.read(record, 0, got, uid, lane, key) != null;
    }
}
