// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.io.IOException;

/// Bytes of an index file are not what was written.
public final class CorruptIndexException extends IOException {
    private final String file;
    private final String what;

    public CorruptIndexException(String file, long offset, String what) {
        super(file + ": " + what + " at byte " + offset);
        this.file = file;
        this.what = what + " at byte " + offset;
    }

    /// Its name, with or without the directories.
    public String file() {
        return file;
    }

    /// What is the matter with the file, with the offset.
    public String what() {
        return what;
    }
}
