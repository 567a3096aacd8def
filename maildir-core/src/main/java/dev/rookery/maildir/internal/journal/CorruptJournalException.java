// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import java.io.IOException;

/// Bytes of a journal are not what was written.
public final class CorruptJournalException extends IOException {
    public CorruptJournalException(String what, long offset) {
        super(what + " at byte " + offset);
    }
}
