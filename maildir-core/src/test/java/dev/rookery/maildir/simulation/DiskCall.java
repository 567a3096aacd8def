// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

/// One call to the disk, about to be made.
///
/// @param number counted from 1 over the life of the disk
/// @param name of what it is about, as the caller named it
/// @param bytes to be read at most, or to be written; otherwise 0
public record DiskCall(long number, Kind kind, String name, int bytes) {
    /// What is asked of the disk.
    public enum Kind {
        OPEN_PATH,
        STAT,
        LIST,
        OPEN_DIRECTORY,
        CREATE_DIRECTORY,
        CREATE,
        OPEN,
        LINK,
        RENAME,
        REPLACE,
        DELETE,
        DELETE_DIRECTORY,
        DELETE_TREE,
        FORCE,
        LOCK,
        READ,
        /// Over bytes that are there.
        WRITE,
        /// Behind the end of the file.
        EXTEND,
        SET_TIME,
        CLOSE
    }
}
