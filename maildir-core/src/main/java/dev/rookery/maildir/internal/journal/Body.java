// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import org.jspecify.annotations.Nullable;

/// The bytes of a small message, as they are to lie on disk. They stand in the journal until its
/// file is durable, and in memory as long.
public final class Body {
    private final int sizeBytes;
    private volatile byte @Nullable [] bytes;

    public Body(byte[] bytes) {
        this.bytes = bytes;
        this.sizeBytes = bytes.length;
    }

    public int sizeBytes() {
        return sizeBytes;
    }

    /// The bytes, or null once the file serves instead. Not to be changed.
    @SuppressWarnings("EI_EXPOSE_REP")
    public byte @Nullable [] bytes() {
        return bytes;
    }

    /// The file is durable.
    public void release() {
        bytes = null;
    }

    @Override
    public String toString() {
        return sizeBytes + " bytes";
    }
}
