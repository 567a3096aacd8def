// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.internal.filename.MessageFileName;

/// What is known of one message apart from its flags; made when asked for, not kept.
///
/// @param physicalBytes size as it lies on disk
/// @param virtualBytes size with CRLF line ends
/// @param fileName in `cur/`, or in `new/` if `inNew`
public record Row(
        long uid,
        long modSeq,
        long dateSeconds,
        long physicalBytes,
        long virtualBytes,
        String fileName,
        boolean inNew) {
    public String base() {
        return new MessageFileName(fileName).base();
    }

    public Row named(String newFileName, boolean nowInNew) {
        return new Row(
                uid, modSeq, dateSeconds, physicalBytes, virtualBytes, newFileName, nowInNew);
    }
}
