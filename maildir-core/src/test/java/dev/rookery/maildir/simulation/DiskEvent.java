// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.util.List;
import java.util.Optional;

/// Something that happened on a recorded [SimulatedDisk].
sealed interface DiskEvent {
    /// A change everybody sees at once, and a power cut may undo until it is forced.
    sealed interface Effect extends DiskEvent {}

    /// New bytes; of several sectors, each may be lost on its own.
    ///
    /// @param bytes never changed
    record Write(long inode, String name, long at, Content bytes, long nanos) implements Effect {
        @Override
        public String toString() {
            return "%s: %d bytes at %d".formatted(name, bytes.sizeBytes(), at);
        }
    }

    /// A file became longer. Without it, bytes behind the old end are not there; without them,
    /// there are zeros.
    record Growth(long inode, String name, long sizeBytes, long nanos) implements Effect {
        @Override
        public String toString() {
            return "%s: size %d".formatted(name, sizeBytes);
        }
    }

    record TimeSet(long inode, String name, long nanos) implements Effect {
        @Override
        public String toString() {
            return name + ": mtime";
        }
    }

    /// Directory entries that change together or not at all.
    ///
    /// @param thread which asked for it
    /// @param forcedBy the directory whose force makes them durable
    /// @param moved the file or directory the entries are about
    /// @param movedNanos when that changed
    record Relinked(
            DiskCall.Kind kind,
            String what,
            List<Link> links,
            long forcedBy,
            long moved,
            long movedNanos,
            long nanos,
            Optional<CallSite> site,
            long thread)
            implements Effect {
        public Relinked {
            links = List.copyOf(links);
        }

        Relinked with(List<Link> left) {
            return new Relinked(kind, what, left, forcedBy, moved, movedNanos, nanos, site, thread);
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + what;
        }
    }

    /// What a name in a directory stands for from now on: a file, a directory, or nothing.
    record Link(long directory, String name, Target target, long inode) {
        enum Target {
            NOTHING,
            FILE,
            DIRECTORY
        }

        boolean isSameName(Link other) {
            return directory == other.directory && name.equals(other.name);
        }
    }

    /// What went before is durable: of a file all of it, or all but set times; of a directory its
    /// entries.
    ///
    /// @param thread which asked for it
    record Forced(long inode, String name, boolean times, Optional<CallSite> site, long thread)
            implements DiskEvent {
        @Override
        public String toString() {
            return "FORCE " + name;
        }
    }

    /// The disk could not write, said so once, and does not try again.
    record ForceFailed(long inode, String name) implements DiskEvent {
        @Override
        public String toString() {
            return "FORCE FAILED " + name;
        }
    }

    /// Something a client did or was told.
    record Marked(Milestone milestone) implements DiskEvent {
        @Override
        public String toString() {
            return "-- " + milestone;
        }
    }
}
