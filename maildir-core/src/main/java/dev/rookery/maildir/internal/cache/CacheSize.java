// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

/// How much of a cache file is of use.
///
/// @param fileBytes all of it, but for room kept for what is still to come
/// @param liveBytes what is known of messages that are still there, and where to find it
public record CacheSize(long fileBytes, long liveBytes) {
    private static final long SMALL_BYTES = 1 << 20;

    /// Whether a quarter of a file that is not small would go.
    public boolean isWorthCompacting() {
        return fileBytes > SMALL_BYTES && liveBytes < fileBytes / 4 * 3;
    }
}
