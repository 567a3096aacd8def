// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import java.util.Arrays;

/// Where the pages of the index lie: eight bytes of memory for each 256 UIDs. Immutable.
final class PageDirectory {
    static final PageDirectory EMPTY = new PageDirectory(new long[0]);

    private static final int PLACE_BITS = 39;
    private static final long PLACE_MASK = (1L << PLACE_BITS) - 1;

    /// Ascending: the page's number, and its offset / 8 in the lower bits.
    private final long[] pages;

    private PageDirectory(long[] pages) {
        this.pages = pages;
    }

    /// Collects pages in any order; of one that comes twice, the one that lies further back counts.
    static final class Builder {
        private long[] pages = new long[16];
        private int count;

        void add(int page, long at) {
            pages = count < pages.length ? pages : Arrays.copyOf(pages, 2 * count);
            pages[count++] = packed(page, at);
        }

        PageDirectory build() {
            Arrays.sort(pages, 0, count);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                boolean again =
                        i + 1 < count && pages[i] >>> PLACE_BITS == pages[i + 1] >>> PLACE_BITS;
                if (!again) {
                    pages[kept++] = pages[i];
                }
            }
            return new PageDirectory(Arrays.copyOf(pages, kept));
        }
    }

    static int page(long uid) {
        return (int) (uid / CacheLayout.PAGE_UIDS);
    }

    private static long packed(int page, long at) {
        return ((long) page << PLACE_BITS) | (at / CacheLayout.ALIGNMENT_BYTES);
    }

    /// With one more page; if it is there already, it lies at `at` from now on.
    PageDirectory with(int page, long at) {
        int place = place(page);
        boolean there = place < pages.length && number(place) == page;
        long[] more = Arrays.copyOf(pages, pages.length + (there ? 0 : 1));
        if (!there) {
            System.arraycopy(pages, place, more, place + 1, pages.length - place);
        }
        more[place] = packed(page, at);
        return new PageDirectory(more);
    }

    /// The first place whose page is not below this one.
    int place(int page) {
        int found = Arrays.binarySearch(pages, (long) page << PLACE_BITS);
        return found >= 0 ? found : -1 - found;
    }

    long memoryBytes() {
        return (long) pages.length * Long.BYTES;
    }

    int size() {
        return pages.length;
    }

    int number(int place) {
        return (int) (pages[place] >>> PLACE_BITS);
    }

    long at(int place) {
        return (pages[place] & PLACE_MASK) * CacheLayout.ALIGNMENT_BYTES;
    }

    /// Where the locations of that message's records lie, or -1.
    long entryAt(long uid) {
        int place = place(page(uid));
        return place < pages.length && number(place) == page(uid)
                ? at(place) + uid % CacheLayout.PAGE_UIDS * CacheLayout.ENTRY_BYTES
                : -1;
    }
}
