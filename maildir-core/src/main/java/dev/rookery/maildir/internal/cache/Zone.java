// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

/// A piece of the file that takes records of one lane, or pages of the index.
///
/// @param kind a lane's ordinal, or [CacheLayout#PAGES]
/// @param length with its header
/// @param used with its header, or [CacheLayout#IN_USE]
record Zone(int kind, long at, long length, long used) {
    private static final int NUMBER_BYTES = Integer.BYTES;

    /// Bytes of a zone for `n` pages.
    static long bytesFor(int pages) {
        return CacheLayout.ZONE_HEADER_BYTES
                + (long) pages * (NUMBER_BYTES + CacheLayout.PAGE_BYTES);
    }

    long end() {
        return at + length;
    }

    Zone withUsed(long bytes) {
        return new Zone(kind, at, length, bytes);
    }

    int pages() {
        return (int)
                ((length - CacheLayout.ZONE_HEADER_BYTES)
                        / (NUMBER_BYTES + CacheLayout.PAGE_BYTES));
    }

    long numberAt(int place) {
        return at + CacheLayout.ZONE_HEADER_BYTES + (long) place * NUMBER_BYTES;
    }

    long pageAt(int place) {
        return numberAt(pages()) + (long) place * CacheLayout.PAGE_BYTES;
    }
}
