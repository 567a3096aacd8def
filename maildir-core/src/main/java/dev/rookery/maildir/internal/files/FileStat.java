// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import dev.rookery.maildir.AccountLocation.Owner;

/// What the disk says of a file. Times are nanoseconds since 1970, negative before.
public record FileStat(
        FileId id,
        Kind kind,
        long sizeBytes,
        long links,
        long modifiedNanos,
        long changedNanos,
        Access access) {
    /// Only regular files hold messages; of the others nothing is opened.
    public enum Kind {
        REGULAR,
        DIRECTORY,
        OTHER
    }

    /// Whose it is, and who may do what with it.
    ///
    /// @param mode the nine bits of chmod(1)
    public record Access(int uid, int gid, int mode) {
        /// As we make files: for their owner alone.
        public static Access privateTo(Owner owner, Kind kind) {
            return new Access(owner.uid(), owner.gid(), kind == Kind.DIRECTORY ? 0700 : 0600);
        }

        /// Whether this account may do all of `wanted`: 4 read, 2 write, 1 search. Groups it has
        /// beside its own are not considered.
        public boolean allows(Owner who, int wanted) {
            int bits = who.uid() == uid ? mode >> 6 : who.gid() == gid ? mode >> 3 : mode;
            return who.uid() == 0 || (bits & wanted) == wanted;
        }

        /// Whether this process may read it for sure: as the superuser, or as its owner.
        public boolean isReadable() {
            return Linux.USER == 0 || (Linux.USER == uid && (mode & 0400) != 0);
        }
    }

    public boolean isRegular() {
        return kind == Kind.REGULAR;
    }

    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    /// Whether a file can be reached by another name as well.
    public boolean hasOtherNames() {
        return links > 1;
    }

    /// Says whether a directory may have changed since: equal marks, equal entries.
    public Mark mark() {
        return new Mark(id, modifiedNanos, changedNanos);
    }

    /// A directory's identity and times.
    public record Mark(FileId id, long modifiedNanos, long changedNanos) {}
}
