// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/// What `statx` answers: the fields we read of `struct statx`, which is the same on all machines.
///
/// ```text
///   16      20    24    28     32      40     96         112        136      144
///   +-------+-----+-----+------+-------+------+----------+----------+--------+-----
///   | links | uid | gid | mode | inode | size | changed  | modified | device |
///   +-------+-----+-----+------+-------+------+----------+----------+--------+-----
/// ```
///
/// A time is eight bytes of seconds and four of nanoseconds. A device is its major number and its
/// minor one, four bytes each.
final class RawStat {
    private static final int LINKS_AT = 16;
    private static final int UID_AT = 20;
    private static final int GID_AT = 24;
    private static final int MODE_AT = 28;
    private static final int INODE_AT = 32;
    private static final int SIZE_AT = 40;
    private static final int CHANGED_AT = 96;
    private static final int MODIFIED_AT = 112;
    private static final int DEVICE_AT = 136;

    private static final long NANOS_IN_A_SECOND = 1_000_000_000L;

    private RawStat() {}

    static FileStat read(MemorySegment memory) {
        int mode = memory.get(JAVA_SHORT_UNALIGNED, MODE_AT);
        FileStat.Kind kind =
                switch (mode & 0170000) {
                    case 0100000 -> FileStat.Kind.REGULAR;
                    case 0040000 -> FileStat.Kind.DIRECTORY;
                    default -> FileStat.Kind.OTHER;
                };
        return new FileStat(
                new FileId(
                        memory.get(JAVA_LONG_UNALIGNED, DEVICE_AT),
                        memory.get(JAVA_LONG_UNALIGNED, INODE_AT)),
                kind,
                memory.get(JAVA_LONG_UNALIGNED, SIZE_AT),
                Integer.toUnsignedLong(memory.get(JAVA_INT_UNALIGNED, LINKS_AT)),
                nanos(memory, MODIFIED_AT),
                nanos(memory, CHANGED_AT),
                new FileStat.Access(
                        memory.get(JAVA_INT_UNALIGNED, UID_AT),
                        memory.get(JAVA_INT_UNALIGNED, GID_AT),
                        mode & 0777));
    }

    private static long nanos(MemorySegment memory, int at) {
        return memory.get(JAVA_LONG_UNALIGNED, at) * NANOS_IN_A_SECOND
                + memory.get(JAVA_INT_UNALIGNED, at + Long.BYTES);
    }
}
