// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import java.util.Optional;

/// What is known of one message for good; made when asked for, not kept. Flags, mod-sequence and
/// the rest of the file name change and stand elsewhere.
///
/// @param arrivedAt its mod-sequence when it arrived
/// @param dateSeconds INTERNALDATE
/// @param savedSeconds when it came into this mailbox; [#UNKNOWN] if nobody knows
/// @param physicalBytes size as it lies on disk
/// @param virtualBytes size with CRLF line ends
/// @param base of its file name
/// @param origin the message it is a copy of
public record Row(
        long uid,
        long arrivedAt,
        long dateSeconds,
        long savedSeconds,
        long physicalBytes,
        long virtualBytes,
        String base,
        Optional<Origin> origin) {
    public static final long UNKNOWN = -1;

    /// A message by the folder that had it first, and its UID there.
    public record Origin(int folder, long uid) {}
}
