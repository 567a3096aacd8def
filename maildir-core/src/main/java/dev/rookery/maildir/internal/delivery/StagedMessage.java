// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.delivery;

import dev.rookery.maildir.internal.filename.MessageFileName;

/// A whole message that lies durably in `tmp/`, waiting for its UID.
public record StagedMessage(
        String tmpName, long dateSeconds, long physicalBytes, long virtualBytes) {
    /// The name it gets in `new/` or `cur/`, before flags: its sizes are part of it.
    public MessageFileName finalName() {
        return new MessageFileName(tmpName).withSizes(physicalBytes, virtualBytes);
    }

    /// Where a message of that name lay before it was published.
    public static String tmpNameOf(MessageFileName name) {
        String base = name.base();
        int sizes = base.indexOf(",S=");
        return sizes < 0 ? base : base.substring(0, sizes);
    }
}
