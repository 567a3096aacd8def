// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Byte layout of `rookery.journal.<epoch>`, little-endian: a header, then groups, then zeros.
///
/// Header, 64 bytes:
///
/// ```text
///   0           8         12     16      24     32      40          48         56       60   64
///   +-----------+---------+------+-------+------+-------+-----------+----------+--------+----+
///   | "RKRYJRNL"| version | root | epoch | salt | inode | continues | sequence | crc32c | 0  |
///   +-----------+---------+------+-------+------+-------+-----------+----------+--------+----+
/// ```
///
/// `root` are the last four bytes of the inode of the directory it was made in. The inode is the
/// file's own: another one means that the file is a copy, such as a restored backup; 0 that it has
/// another name somewhere, and the account went on without it. `continues` is the epoch whose
/// entries come before these; 0 if this one says it all. `sequence` is the number of its first
/// entry. The checksum covers bytes 0 to 56.
///
/// Group, at a multiple of 8, padded with zeros to the next one:
///
/// ```text
///   0        4        8    12        16       20       24       32         40          40 + n
///   +--------+--------+----+---------+--------+--------+--------+----------+-----------+
///   | crc32c | before | n  | entries |  body  |  room  | forced | sequence |  entries  |
///   +--------+--------+----+---------+--------+--------+--------+----------+-----------+
/// ```
///
/// The checksum covers the epoch's salt and bytes 4 to 40, `body` the salt and the entries: so a
/// header is known for one even if its entries are damaged. `before` is the checksum of the group
/// before (0 for the first). `room` is the length of the file that was durable when the group was
/// written, in units of 8 bytes: a shorter file was cut off. `forced` is how much of that were
/// groups: damage below it is corruption, damage above it a torn tail. `sequence` is the number of
/// the first entry among all of the account's life; 0 for groups that only repeat, at the beginning
/// of an epoch, what was known before.
final class JournalLayout {
    static final int VERSION = 3;
    static final int HEADER_BYTES = 64;
    static final int GROUP_HEADER_BYTES = 40;
    static final int ALIGNMENT_BYTES = 8;

    /// A group is one or more whole changes; a single one stays below this.
    static final int BODY_BYTES_MAX = 64 * 1024 * 1024;

    private static final long MAGIC = 0x4C4E524A59524B52L;
    private static final int MAGIC_AT = 0;
    private static final int VERSION_AT = MAGIC_AT + Long.BYTES;
    private static final int ROOT_AT = VERSION_AT + Integer.BYTES;
    private static final int EPOCH_AT = ROOT_AT + Integer.BYTES;
    private static final int SALT_AT = EPOCH_AT + Long.BYTES;
    private static final int INODE_AT = SALT_AT + Long.BYTES;
    private static final int CONTINUES_AT = INODE_AT + Long.BYTES;
    private static final int FIRST_SEQUENCE_AT = CONTINUES_AT + Long.BYTES;
    private static final int HEADER_CHECKSUM_AT = FIRST_SEQUENCE_AT + Long.BYTES;

    private static final int CHECKSUM_AT = 0;
    private static final int BEFORE_AT = CHECKSUM_AT + Integer.BYTES;
    private static final int BODY_LENGTH_AT = BEFORE_AT + Integer.BYTES;
    private static final int ENTRIES_AT = BODY_LENGTH_AT + Integer.BYTES;
    private static final int BODY_CHECKSUM_AT = ENTRIES_AT + Integer.BYTES;
    private static final int ROOM_AT = BODY_CHECKSUM_AT + Integer.BYTES;
    private static final int FORCED_AT = ROOM_AT + Integer.BYTES;
    private static final int SEQUENCE_AT = FORCED_AT + Long.BYTES;

    private JournalLayout() {}

    /// What the header says.
    record Header(
            int version,
            int root,
            long epoch,
            long salt,
            long inode,
            long continues,
            long sequence) {
        /// Of a file that no account has any more.
        Header disowned() {
            return new Header(version, root, epoch, salt, 0, continues, sequence);
        }

        boolean isDisowned() {
            return inode == 0;
        }
    }

    /// What a group's header says, but for its own checksum.
    record Group(
            int before,
            int bodyLength,
            int entries,
            int bodyChecksum,
            long roomBytes,
            long forced,
            long sequence) {
        long totalBytes() {
            return groupBytes(bodyLength);
        }
    }

    static byte[] header(Header header) {
        byte[] bytes = new byte[HEADER_BYTES];
        ByteBuffer out = littleEndian(bytes);
        out.putLong(MAGIC_AT, MAGIC);
        out.putInt(VERSION_AT, header.version());
        out.putInt(ROOT_AT, header.root());
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
                in.getInt(ROOT_AT),
                in.getLong(EPOCH_AT),
                in.getLong(SALT_AT),
                in.getLong(INODE_AT),
                in.getLong(CONTINUES_AT),
                in.getLong(FIRST_SEQUENCE_AT));
    }

    /// Fills in the header of a group whose entries lie behind it in `group` already; answers its
    /// checksum.
    static int sealGroup(byte[] group, Group header, long salt) {
        ByteBuffer out = littleEndian(group);
        out.putInt(BEFORE_AT, header.before());
        out.putInt(BODY_LENGTH_AT, header.bodyLength());
        out.putInt(ENTRIES_AT, header.entries());
        out.putInt(BODY_CHECKSUM_AT, header.bodyChecksum());
        out.putInt(ROOM_AT, (int) (header.roomBytes() / ALIGNMENT_BYTES));
        out.putLong(FORCED_AT, header.forced());
        out.putLong(SEQUENCE_AT, header.sequence());
        int checksum = headerChecksum(group, salt);
        out.putInt(CHECKSUM_AT, checksum);
        return checksum;
    }

    /// The header at the beginning of these bytes, if there is a sound one.
    static Optional<Group> readGroupHeader(byte[] bytes, long salt) {
        ByteBuffer in = littleEndian(bytes);
        if (in.getInt(CHECKSUM_AT) != headerChecksum(bytes, salt)) {
            return Optional.empty();
        }
        return Optional.of(
                new Group(
                        in.getInt(BEFORE_AT),
                        in.getInt(BODY_LENGTH_AT),
                        in.getInt(ENTRIES_AT),
                        in.getInt(BODY_CHECKSUM_AT),
                        Integer.toUnsignedLong(in.getInt(ROOM_AT)) * ALIGNMENT_BYTES,
                        in.getLong(FORCED_AT),
                        in.getLong(SEQUENCE_AT)));
    }

    static int headerChecksum(byte[] group, long salt) {
        return checksum(salt, group, BEFORE_AT, GROUP_HEADER_BYTES);
    }

    static int bodyChecksum(byte[] group, int bodyLength, long salt) {
        return checksum(salt, group, GROUP_HEADER_BYTES, GROUP_HEADER_BYTES + bodyLength);
    }

    static long groupBytes(int bodyLength) {
        return aligned(GROUP_HEADER_BYTES + (long) bodyLength);
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
