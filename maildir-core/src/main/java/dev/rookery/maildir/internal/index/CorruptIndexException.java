// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.io.IOException;

/// Bytes of an index file are not what was written.
public final class CorruptIndexException extends IOException {
    private final String file;
    private final String what;

    public CorruptIndexException(String file, long offset, String what) {
        this(file, what + " at byte " + offset);
    }

    /// Where no place in the file can be named.
    public CorruptIndexException(String file, String what) {
        super(file + ": " + what);
        this.file = file;
        this.what = what;
    }

    /// Its name, with or without the directories.
    public String file() {
        return file;
    }

    /// What is the matter with the file, with the offset if there is one.
    public String what() {
        return what;
    }
}
