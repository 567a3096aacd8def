// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Byte layout of a directory page behind its head, little-endian: one entry for each data page.
///
/// ```text
///   0           4           8            16
///   +-----------+-----------+------------+
///   | first uid | first row | modseq max |
///   +-----------+-----------+------------+
/// ```
final class DirectoryLayout {
    static final int FIRST_UID_AT = 0;
    static final int FIRST_ROW_AT = FIRST_UID_AT + Integer.BYTES;
    static final int MAX_MODSEQ_AT = FIRST_ROW_AT + Integer.BYTES;
    static final int ENTRY_BYTES = MAX_MODSEQ_AT + Long.BYTES;
    static final int ENTRIES_MAX = (PageLayout.PAGE_BYTES - PageLayout.CONTENT_AT) / ENTRY_BYTES;

    private DirectoryLayout() {}

    static void put(byte[] page, int index, long firstUid, int firstRow, long maxModSeq) {
        ByteBuffer out = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        int at = at(index);
        out.putInt(at + FIRST_UID_AT, (int) firstUid);
        out.putInt(at + FIRST_ROW_AT, firstRow);
        out.putLong(at + MAX_MODSEQ_AT, maxModSeq);
    }

    static long firstUid(MemorySegment page, int index) {
        return Integer.toUnsignedLong(PageLayout.getInt(page, at(index) + FIRST_UID_AT));
    }

    static long firstRow(MemorySegment page, int index) {
        return PageLayout.getInt(page, at(index) + FIRST_ROW_AT);
    }

    static long maxModSeq(MemorySegment page, int index) {
        return PageLayout.getLong(page, at(index) + MAX_MODSEQ_AT);
    }

    static int bytes(int entries) {
        return at(entries);
    }

    private static int at(int index) {
        return PageLayout.CONTENT_AT + index * ENTRY_BYTES;
    }
}
