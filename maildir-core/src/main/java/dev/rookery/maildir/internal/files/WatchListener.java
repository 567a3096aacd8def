// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

/// Hears what happens in a watched directory, in order.
///
/// Called on the one thread that reads the events of all directories: who waits there lets the
/// kernel's queue run over, and who throws misses the event.
@FunctionalInterface
public interface WatchListener {
    /// What happened.
    enum What {
        /// An entry was created, or linked there.
        CREATED,
        /// An entry got this name by a rename; whatever had it before is gone.
        MOVED_IN,
        /// An entry lost this name by a rename.
        MOVED_OUT,
        DELETED,
        /// A file was closed after writing, or its attributes changed.
        MODIFIED,
        /// The directory itself was renamed. Not told if one above it was.
        SELF_MOVED,
        /// The last event: the directory was deleted or unmounted, or watching failed. The kernel
        /// tells a deletion only when nobody has the directory open any more.
        ENDED,
        /// Events were lost, of this directory or another: only a listing says how things are.
        OVERFLOW
    }

    /// Must not keep the array, which holds another name afterwards.
    ///
    /// @param name the bytes of the entry's name are the first `length`; see [EntryName]
    /// @param length 0 if it is about the directory itself
    /// @param cookie the same number for both sides of a rename, otherwise 0
    void event(What what, byte[] name, int length, int cookie);
}
