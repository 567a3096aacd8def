// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row of a [RowSegment] at a time: for reading many, or many columns of one.
///
/// For one thread; keeps one page in memory until it is closed. Begins before the first row.
public final class RowCursor extends PageCursor {
    private @Nullable NameReader names;

    RowCursor(SegmentFile file) {
        super(file);
    }

    public long internalDate() {
        return value(Column.INTERNAL_DATE);
    }

    public long saveDate() {
        return value(Column.SAVE_DATE);
    }

    public long physicalBytes() {
        return value(Column.PHYSICAL_BYTES);
    }

    public long virtualBytes() {
        return value(Column.VIRTUAL_BYTES);
    }

    public String base() throws IOException {
        try {
            NameReader reader = names;
            if (reader == null) {
                reader = new NameReader();
                names = reader;
            }
            return reader.read(page(), index());
        } catch (IndexOutOfBoundsException impossible) {
            throw corrupt("impossible name in page", impossible);
        }
    }

    private CorruptIndexException corrupt(String what, RuntimeException cause) {
        CorruptIndexException corrupt = corrupt(what);
        corrupt.initCause(cause);
        return corrupt;
    }

    public Optional<Origin> origin() throws IOException {
        try {
            return findOrigin();
        } catch (IndexOutOfBoundsException | IllegalArgumentException impossible) {
            throw corrupt("impossible origin in page", impossible);
        }
    }

    private Optional<Origin> findOrigin() {
        MemorySegment page = page();
        int origins = PageLayout.getShort(page, RowPageLayout.ORIGINS_AT_AT);
        int low = 0;
        int high = PageLayout.getShort(page, RowPageLayout.ORIGINS_AT) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = origins + middle * RowPageLayout.ORIGIN_BYTES;
            int seen = PageLayout.getShort(page, at + RowPageLayout.ORIGIN_INDEX_AT);
            if (seen < index()) {
                low = middle + 1;
            } else if (seen > index()) {
                high = middle - 1;
            } else {
                return Optional.of(origin(page, at));
            }
        }
        return Optional.empty();
    }

    private static Origin origin(MemorySegment page, int at) {
        return new Origin(
                PageLayout.getInt(page, at + RowPageLayout.ORIGIN_FOLDER_AT),
                Integer.toUnsignedLong(PageLayout.getInt(page, at + RowPageLayout.ORIGIN_UID_AT)));
    }

    /// The row as a whole.
    public IndexRow get() throws IOException {
        try {
            return new IndexRow(
                    uid(),
                    modSeq(),
                    internalDate(),
                    saveDate(),
                    physicalBytes(),
                    virtualBytes(),
                    base(),
                    origin());
        } catch (IllegalArgumentException impossible) {
            throw corrupt("impossible row in page", impossible);
        }
    }
}
