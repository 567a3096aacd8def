// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The hashes of a [RowSegment] in order, as unsigned numbers, each with its row.
///
/// For one thread; keeps one page in memory until it is closed. Begins before the first.
public final class HashCursor implements AutoCloseable {
    private final SegmentFile file;
    private @Nullable Frame frame;
    private MemorySegment page = MemorySegment.NULL;
    private int number = -1;
    private int count;
    private int index = -1;

    HashCursor(SegmentFile file) {
        this.file = file;
    }

    /// Answers whether there is another.
    public boolean next() throws IOException {
        if (index + 1 < count) {
            index++;
            return true;
        }
        if (number + 1 >= file.header().hashPages()) {
            return false;
        }
        load(number + 1);
        return true;
    }

    public int hash() {
        return (int) HashLayout.hash(page, index);
    }

    public int row() {
        return HashLayout.row(page, index);
    }

    /// Goes before the first entry whose hash is not smaller.
    void seek(int hash) throws IOException {
        long wanted = Integer.toUnsignedLong(hash);
        int pages = file.header().hashPages();
        int low = 0;
        int high = pages - 1;
        // Hashes are spread evenly: the first guess is nearly always right or next to it.
        int guess = (int) Math.min((wanted * pages) >>> Integer.SIZE, high - 1);
        int step = 1;
        while (low < high) {
            load(guess);
            if (HashLayout.hash(page, count - 1) < wanted) {
                low = guess + 1;
                guess = Math.min(low + step - 1, high - 1);
            } else {
                high = guess;
                low = HashLayout.hash(page, 0) < wanted ? guess : low;
                guess = Math.max(high - step, low);
            }
            step = Math.clamp((high - low) / 2, 1, 2 * step);
        }
        if (number != low) {
            load(low);
        }
        index = firstNotBelow(wanted) - 1;
    }

    private int firstNotBelow(long wanted) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (HashLayout.hash(page, middle) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void load(int next) throws IOException {
        close();
        Frame loaded = file.hashPage(next);
        frame = loaded;
        page = loaded.bytes();
        number = next;
        count = PageLayout.rows(page);
        index = 0;
    }

    /// Lets go of the page. The cursor is as new.
    @Override
    public void close() {
        if (frame != null) {
            frame.unpin();
        }
        frame = null;
        page = MemorySegment.NULL;
        number = -1;
        count = 0;
        index = -1;
    }
}
