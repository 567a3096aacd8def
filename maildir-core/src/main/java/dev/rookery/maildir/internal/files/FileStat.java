// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

/// What the disk says of a file. Times are nanoseconds since 1970, negative before.
public record FileStat(
        FileId id, Kind kind, long sizeBytes, long links, long modifiedNanos, long changedNanos) {
    /// Only regular files hold messages; of the others nothing is opened.
    public enum Kind {
        REGULAR,
        DIRECTORY,
        OTHER
    }

    public boolean isRegular() {
        return kind == Kind.REGULAR;
    }

    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    /// Says whether a directory may have changed since: equal marks, equal entries.
    public Mark mark() {
        return new Mark(id, modifiedNanos, changedNanos);
    }

    /// A directory's identity and times.
    public record Mark(FileId id, long modifiedNanos, long changedNanos) {}
}
