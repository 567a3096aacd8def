// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Byte layout of `rookery.journal.<epoch>`, little-endian: a header, then groups, then zeros.
///
/// Header, 64 bytes:
///
/// ```text
///   0           8         12   16      24     32      40          48         56       60      64
///   +-----------+---------+----+-------+------+-------+-----------+----------+--------+-------+
///   | "RKRYJRNL"| version | 0  | epoch | salt | inode | continues | sequence | crc32c |   0   |
///   +-----------+---------+----+-------+------+-------+-----------+----------+--------+-------+
/// ```
///
/// The inode is the file's own: another one means that the file is a copy, such as a restored
/// backup; 0 that it has another name somewhere, and the account went on without it. `continues` is
/// the epoch whose entries come before these; 0 if this one says it all. `sequence` is the number
/// of its first entry. The checksum covers bytes 0 to 56.
///
/// Group, at a multiple of 8, padded with zeros to the next one:
///
/// ```text
///   0        4         8        12        16         24         32          32 + n
///   +--------+---------+--------+---------+----------+----------+-----------+
///   | crc32c | before  |   n    | entries |  forced  | sequence |  entries  |
///   +--------+---------+--------+---------+----------+----------+-----------+
/// ```
///
/// The checksum covers the epoch's salt and bytes 4 to 32 + n; `before` is the checksum of the
/// group before (0 for the first). `forced` is the length of the file that was durable when the
/// group was written: damage below it is corruption, damage above it a torn tail. `sequence` is the
/// number of its first entry among all of the account's life; 0 for groups that only repeat, at the
/// beginning of an epoch, what was known before.
final class JournalLayout {
    static final int VERSION = 2;
    static final int HEADER_BYTES = 64;
    static final int GROUP_HEADER_BYTES = 32;
    static final int ALIGNMENT_BYTES = 8;

    /// A group is one or more whole changes; a single one stays below this.
    static final int BODY_BYTES_MAX = 64 * 1024 * 1024;

    private static final long MAGIC = 0x4C4E524A59524B52L;
    private static final int MAGIC_AT = 0;
    private static final int VERSION_AT = MAGIC_AT + Long.BYTES;
    private static final int EPOCH_AT = VERSION_AT + 2 * Integer.BYTES;
    private static final int SALT_AT = EPOCH_AT + Long.BYTES;
    private static final int INODE_AT = SALT_AT + Long.BYTES;
    private static final int CONTINUES_AT = INODE_AT + Long.BYTES;
    private static final int FIRST_SEQUENCE_AT = CONTINUES_AT + Long.BYTES;
    private static final int HEADER_CHECKSUM_AT = FIRST_SEQUENCE_AT + Long.BYTES;

    private static final int CHECKSUM_AT = 0;
    private static final int BEFORE_AT = CHECKSUM_AT + Integer.BYTES;
    private static final int BODY_LENGTH_AT = BEFORE_AT + Integer.BYTES;
    private static final int ENTRIES_AT = BODY_LENGTH_AT + Integer.BYTES;
    private static final int FORCED_AT = ENTRIES_AT + Integer.BYTES;
    private static final int SEQUENCE_AT = FORCED_AT + Long.BYTES;

    private JournalLayout() {}

    /// What the header says.
    record Header(int version, long epoch, long salt, long inode, long continues, long sequence) {
        /// Of a file that no account has any more.
        Header disowned() {
            return new Header(version, epoch, salt, 0, continues, sequence);
        }

        boolean isDisowned() {
            return inode == 0;
        }
    }

    /// What a group's header says.
    record Group(
            int checksum, int before, int bodyLength, int entries, long forced, long sequence) {
        long totalBytes() {
            return aligned(GROUP_HEADER_BYTES + (long) bodyLength);
        }
    }

    static byte[] header(Header header) {
        byte[] bytes = new byte[HEADER_BYTES];
        ByteBuffer out = littleEndian(bytes);
        out.putLong(MAGIC_AT, MAGIC);
        out.putInt(VERSION_AT, header.version());
        out.putLong(EPOCH_AT, header.epoch());
        out.putLong(SALT_AT, header.salt());
        out.putLong(INODE_AT, header.inode());
        out.putLong(CONTINUES_AT, header.continues());
        out.putLong(FIRST_SEQUENCE_AT, header.sequence());
        out.putInt(HEADER_CHECKSUM_AT, checksum(0, bytes, 0, HEADER_CHECKSUM_AT));
        return bytes;
    }

    /// Reads a header, or says in one sentence why it is none.
    static Header readHeader(byte[] bytes) throws CorruptJournalException {
        ByteBuffer in = littleEndian(bytes);
        if (bytes.length < HEADER_BYTES || in.getLong(MAGIC_AT) != MAGIC) {
            throw new CorruptJournalException("no journal header", 0);
        }
        if (in.getInt(HEADER_CHECKSUM_AT) != checksum(0, bytes, 0, HEADER_CHECKSUM_AT)) {
            throw new CorruptJournalException("damaged journal header", 0);
        }
        return new Header(
                in.getInt(VERSION_AT),
                in.getLong(EPOCH_AT),
                in.getLong(SALT_AT),
                in.getLong(INODE_AT),
                in.getLong(CONTINUES_AT),
                in.getLong(FIRST_SEQUENCE_AT));
    }

    /// Fills in the header of a group whose body lies behind it in `group` already; its own
    /// checksum is computed.
    static int sealGroup(byte[] group, Group header, long salt) {
        ByteBuffer out = littleEndian(group);
        out.putInt(BEFORE_AT, header.before());
        out.putInt(BODY_LENGTH_AT, header.bodyLength());
        out.putInt(ENTRIES_AT, header.entries());
        out.putLong(FORCED_AT, header.forced());
        out.putLong(SEQUENCE_AT, header.sequence());
        int end = GROUP_HEADER_BYTES + header.bodyLength();
        int checksum = checksum(salt, group, BEFORE_AT, end);
        out.putInt(CHECKSUM_AT, checksum);
        return checksum;
    }

    static Group readGroupHeader(byte[] bytes) {
        ByteBuffer in = littleEndian(bytes);
        return new Group(
                in.getInt(CHECKSUM_AT),
                in.getInt(BEFORE_AT),
                in.getInt(BODY_LENGTH_AT),
                in.getInt(ENTRIES_AT),
                in.getLong(FORCED_AT),
                in.getLong(SEQUENCE_AT));
    }

    static boolean checksumHolds(byte[] group, Group header, long salt) {
        int end = GROUP_HEADER_BYTES + header.bodyLength();
        return checksum(salt, group, BEFORE_AT, end) == header.checksum();
    }

    static long aligned(long length) {
        return (length + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
    }

    private static int checksum(long salt, byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, salt));
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
