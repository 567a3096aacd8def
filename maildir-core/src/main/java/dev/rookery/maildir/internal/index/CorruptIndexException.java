// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.io.IOException;

/// Bytes of an index file are not what was written.
public final class CorruptIndexException extends IOException {
    public CorruptIndexException(String file, long offset, String what) {
        super(file + ": " + what + " at byte " + offset);
    }
}
