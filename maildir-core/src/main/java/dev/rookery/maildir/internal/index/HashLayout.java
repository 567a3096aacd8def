// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Byte layout of a hash page behind its head, little-endian: entries ascending by hash as an
/// unsigned number, then by row.
///
/// ```text
///   0        4        8
///   +--------+--------+
///   |  hash  |  row   |
///   +--------+--------+
/// ```
final class HashLayout {
    static final int HASH_AT = 0;
    static final int ROW_AT = HASH_AT + Integer.BYTES;
    static final int ENTRY_BYTES = ROW_AT + Integer.BYTES;
    static final int ENTRIES_MAX = (PageLayout.PAGE_BYTES - PageLayout.CONTENT_AT) / ENTRY_BYTES;

    private HashLayout() {}

    static void put(byte[] page, int index, int hash, int row) {
        ByteBuffer out = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(at(index) + HASH_AT, hash);
        out.putInt(at(index) + ROW_AT, row);
    }

    /// As an unsigned number.
    static long hash(MemorySegment page, int index) {
        return Integer.toUnsignedLong(PageLayout.getInt(page, at(index) + HASH_AT));
    }

    static int row(MemorySegment page, int index) {
        return PageLayout.getInt(page, at(index) + ROW_AT);
    }

    /// Whether all entries name rows from 0 up to but without `end`.
    static boolean rowsBelow(MemorySegment page, int count, int end) {
        boolean below = true;
        for (int i = 0; i < count; i++) {
            below &= Integer.compareUnsigned(row(page, i), end) < 0;
        }
        return below;
    }

    static int bytes(int entries) {
        return at(entries);
    }

    private static int at(int index) {
        return PageLayout.CONTENT_AT + index * ENTRY_BYTES;
    }
}
