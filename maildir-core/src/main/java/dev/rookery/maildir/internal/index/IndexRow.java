// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import dev.rookery.maildir.Uid;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What never changes about a message, and the mod-sequence it has.
///
/// Dates are seconds since 1970, negative before. Sizes are those of the file and of its CRLF form.
///
/// @param saveDate or [#UNKNOWN]
/// @param physicalBytes or [#UNKNOWN]
/// @param virtualBytes or [#UNKNOWN]
/// @param base name of its file without flags, 1 to 255 bytes of UTF-8
/// @param origin of a copy, where known
public record IndexRow(
        long uid,
        long modSeq,
        long internalDate,
        long saveDate,
        long physicalBytes,
        long virtualBytes,
        String base,
        Optional<Origin> origin) {
    public static final long UNKNOWN = -1;

    static final int BASE_BYTES_MAX = 255;

    public IndexRow {
        if (uid < 1 || uid > Uid.MAX) {
            throw new IllegalArgumentException("UID out of range: " + uid);
        }
        if (modSeq < 0) {
            throw new IllegalArgumentException("negative mod-sequence: " + modSeq);
        }
        if (saveDate < UNKNOWN || physicalBytes < UNKNOWN || virtualBytes < UNKNOWN) {
            throw new IllegalArgumentException("negative date or size of UID " + uid);
        }
        byte[] bytes = base.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0
                || bytes.length > BASE_BYTES_MAX
                || !new String(bytes, StandardCharsets.UTF_8).equals(base)) {
            throw new IllegalArgumentException("no name of a file: UID " + uid);
        }
    }

    /// The same row with the sizes of its file.
    public IndexRow withSizes(long newPhysicalBytes, long newVirtualBytes) {
        return new IndexRow(
                uid,
                modSeq,
                internalDate,
                saveDate,
                newPhysicalBytes,
                newVirtualBytes,
                base,
                origin);
    }

    /// The same row with another mod-sequence.
    public IndexRow withModSeq(long newModSeq) {
        return newModSeq == modSeq
                ? this
                : new IndexRow(
                        uid,
                        newModSeq,
                        internalDate,
                        saveDate,
                        physicalBytes,
                        virtualBytes,
                        base,
                        origin);
    }
}
