// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Byte layout of `rookery.cache`, little-endian: a header, then zones, one behind the other.
///
/// Header, 64 bytes; the first checksum covers bytes 0 to 24, the second bytes 32 to 48:
///
/// ```text
///   0            8         12       16            24       28       32        40         48    64
///   +------------+---------+--------+-------------+--------+--------+---------+----------+-----+
///   | "RKRYCACH" | version | folder | uidvalidity | crc32c | crc32c | uidnext | messages |  0  |
///   +------------+---------+--------+-------------+--------+--------+---------+----------+-----+
/// ```
///
/// `uidnext` says that of the messages below that UID nothing is left to be found out, so that
/// nobody has to go through the index to see it; `messages`, of how many the file tells. They are
/// written when the file is closed, behind a force, and are zeros, like their checksum, from the
/// next write on.
///
/// A zone begins with 32 bytes; `at` is its own offset, `length` its own with these bytes, and
/// `used` how much of it is written, or -1 as long as it is written to. The checksum covers bytes 4
/// to 32:
///
/// ```text
///   0        4        8            16          24         32
///   +--------+--------+------------+-----------+----------+---------------------+
///   | crc32c |  kind  |   length   |   used    |    at    |  records, or pages  |
///   +--------+--------+------------+-----------+----------+---------------------+
/// ```
///
/// Kinds 0 to 2 are zones of records, one kind for each [Lane]: see [CacheRecord]. Kind 3 holds the
/// index: the numbers (each plus 1; 0 is a free place) of `n` pages, then these pages. Page `p` is
/// about the UIDs from 256 p on, with three locations for each, one for each lane. A location is
/// the record's length / 8 in the lower 24 bits and its offset / 8 in the upper 40; 0 says that
/// there is no record:
///
/// ```text
///   32        32 + 4 n
///   +---------+--------------------------------------------+---- … n pages of 6,144 bytes
///   | numbers | structure 0 | columns 0 | header 0 | structure 1 | …
///   +---------+--------------------------------------------+----
/// ```
///
/// Locations are written over in place, and nothing here is ever forced: after a crash anything may
/// be missing or stale. A location is a hint. What counts is the record, whose checksum and UID are
/// checked at each read; for one key it says the same however old it is.
final class CacheLayout {
    static final int VERSION = 1;
    static final int HEADER_BYTES = 64;
    static final int ZONE_HEADER_BYTES = 32;
    static final int PAGE_UIDS = 256;
    static final int ENTRY_BYTES = Lane.COUNT * Long.BYTES;
    static final int PAGE_BYTES = PAGE_UIDS * ENTRY_BYTES;
    static final int ALIGNMENT_BYTES = 8;

    /// Of a zone that is written to.
    static final long IN_USE = -1;

    /// The kind behind those of the lanes.
    static final int PAGES = Lane.COUNT;

    private static final long MAGIC = 0x4843414359524B52L;
    private static final int MAGIC_AT = 0;
    private static final int VERSION_AT = MAGIC_AT + Long.BYTES;
    private static final int FOLDER_AT = VERSION_AT + Integer.BYTES;
    private static final int UIDVALIDITY_AT = FOLDER_AT + Integer.BYTES;
    private static final int HEADER_CHECKSUM_AT = UIDVALIDITY_AT + Long.BYTES;

    static final int FILLED_AT = HEADER_CHECKSUM_AT + Integer.BYTES;
    static final int FILLED_BYTES = Integer.BYTES + 2 * Long.BYTES;
    private static final int FILLED_UIDNEXT_AT = Integer.BYTES;
    private static final int FILLED_MESSAGES_AT = FILLED_UIDNEXT_AT + Long.BYTES;

    private static final int ZONE_CHECKSUM_AT = 0;
    private static final int ZONE_KIND_AT = ZONE_CHECKSUM_AT + Integer.BYTES;
    private static final int ZONE_LENGTH_AT = ZONE_KIND_AT + Integer.BYTES;
    private static final int ZONE_USED_AT = ZONE_LENGTH_AT + Long.BYTES;
    private static final int ZONE_AT_AT = ZONE_USED_AT + Long.BYTES;

    private static final int LENGTH_BITS = 24;
    private static final long LENGTH_MASK = (1L << LENGTH_BITS) - 1;

    private CacheLayout() {}

    static byte[] header(CacheKey key) {
        return header(key, VERSION);
    }

    static byte[] header(CacheKey key, int version) {
        byte[] bytes = new byte[HEADER_BYTES];
        ByteBuffer out = littleEndian(bytes);
        out.putLong(MAGIC_AT, MAGIC);
        out.putInt(VERSION_AT, version);
        out.putInt(FOLDER_AT, key.folderId());
        out.putLong(UIDVALIDITY_AT, key.uidValidity().value());
        out.putInt(HEADER_CHECKSUM_AT, key.checksum(bytes, 0, HEADER_CHECKSUM_AT));
        return bytes;
    }

    /// Why the file cannot be used, in a few words; nothing if it can.
    static Optional<String> complaint(byte[] header, CacheKey key) {
        ByteBuffer in = littleEndian(header);
        if (in.getLong(MAGIC_AT) != MAGIC) {
            return Optional.of("no cache header at byte 0");
        }
        if (in.getInt(VERSION_AT) != VERSION) {
            return Optional.of(
                    "version " + in.getInt(VERSION_AT) + ", this program knows version " + VERSION);
        }
        if (in.getInt(FOLDER_AT) != key.folderId()
                || in.getLong(UIDVALIDITY_AT) != key.uidValidity().value()) {
            return Optional.of("made for another folder or UIDVALIDITY");
        }
        return in.getInt(HEADER_CHECKSUM_AT) == key.checksum(header, 0, HEADER_CHECKSUM_AT)
                ? Optional.empty()
                : Optional.of("damaged header at byte 0");
    }

    /// What is to stand at [#FILLED_AT].
    static byte[] filled(Filled filled, CacheKey key) {
        byte[] bytes = new byte[FILLED_BYTES];
        ByteBuffer out = littleEndian(bytes);
        out.putLong(FILLED_UIDNEXT_AT, filled.uidNext());
        out.putLong(FILLED_MESSAGES_AT, filled.messages());
        out.putInt(0, key.checksum(bytes, FILLED_UIDNEXT_AT, 2 * Long.BYTES));
        return bytes;
    }

    /// Nothing if nobody can say so.
    static Optional<Filled> readFilled(byte[] header, CacheKey key) {
        ByteBuffer in = littleEndian(header).slice(FILLED_AT, FILLED_BYTES).order(LITTLE_ENDIAN);
        long uidNext = in.getLong(FILLED_UIDNEXT_AT);
        long messages = in.getLong(FILLED_MESSAGES_AT);
        boolean whole =
                in.getInt(0) == key.checksum(header, FILLED_AT + FILLED_UIDNEXT_AT, 2 * Long.BYTES);
        return whole && messages >= 0 && messages < uidNext
                ? Optional.of(new Filled(uidNext, messages))
                : Optional.empty();
    }

    static byte[] zoneHeader(Zone zone, CacheKey key) {
        byte[] bytes = new byte[ZONE_HEADER_BYTES];
        ByteBuffer out = littleEndian(bytes);
        out.putInt(ZONE_KIND_AT, zone.kind());
        out.putLong(ZONE_LENGTH_AT, zone.length());
        out.putLong(ZONE_USED_AT, zone.used());
        out.putLong(ZONE_AT_AT, zone.at());
        out.putInt(ZONE_CHECKSUM_AT, zoneChecksum(bytes, key));
        return bytes;
    }

    private static int zoneChecksum(byte[] header, CacheKey key) {
        return key.checksum(header, ZONE_KIND_AT, ZONE_HEADER_BYTES - ZONE_KIND_AT);
    }

    /// Nothing if there is no whole zone header for offset `at`.
    static Optional<Zone> readZone(byte[] header, long at, CacheKey key) {
        ByteBuffer in = littleEndian(header);
        if (in.getInt(ZONE_CHECKSUM_AT) != zoneChecksum(header, key)
                || in.getLong(ZONE_AT_AT) != at) {
            return Optional.empty();
        }
        Zone zone =
                new Zone(
                        in.getInt(ZONE_KIND_AT),
                        at,
                        in.getLong(ZONE_LENGTH_AT),
                        in.getLong(ZONE_USED_AT));
        return Optional.of(zone);
    }

    static long location(long offset, int length) {
        return ((offset / ALIGNMENT_BYTES) << LENGTH_BITS) | (aligned(length) / ALIGNMENT_BYTES);
    }

    static long offset(long location) {
        return (location >>> LENGTH_BITS) * ALIGNMENT_BYTES;
    }

    /// Length of the record with what fills it up.
    static int length(long location) {
        return (int) (location & LENGTH_MASK) * ALIGNMENT_BYTES;
    }

    static long aligned(long length) {
        return (length + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
    }

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN);
    }
}
