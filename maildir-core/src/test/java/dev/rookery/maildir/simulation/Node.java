// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.FileStat;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file or directory of a [SimulatedDisk] as processes see it, durable or not. Guarded by its
/// disk.
abstract sealed class Node {
    final long inode;
    long modifiedNanos;
    long changedNanos;
    int links;

    private Node(long inode, long nanos) {
        this.inode = inode;
        this.modifiedNanos = nanos;
        this.changedNanos = nanos;
    }

    abstract FileStat.Kind kind();

    abstract long sizeBytes();

    FileStat stat(long device) {
        return new FileStat(
                new FileId(device, inode),
                kind(),
                sizeBytes(),
                links,
                modifiedNanos,
                changedNanos,
                FileStat.Access.privateTo(new Owner(0, 0), kind()));
    }

    /// A regular file.
    static final class File extends Node {
        private Content content;
        private boolean shared;

        /// Whoever holds the lock.
        @Nullable Object holder;

        /// @param shared whether others rely on the content staying as it is
        File(long inode, long nanos, Content content, boolean shared) {
            super(inode, nanos);
            this.content = content;
            this.shared = shared;
        }

        Content content() {
            return content;
        }

        Content ownContent() {
            if (shared) {
                content = content.copy();
                shared = false;
            }
            return content;
        }

        @Override
        FileStat.Kind kind() {
            return FileStat.Kind.REGULAR;
        }

        @Override
        long sizeBytes() {
            return content.sizeBytes();
        }
    }

    /// A directory.
    static final class Folder extends Node {
        final Map<String, Node> entries = new HashMap<>();

        Folder(long inode, long nanos) {
            super(inode, nanos);
        }

        /// Whether `other` is this one or lies in it.
        boolean holds(Folder other) {
            return this == other
                    || entries.values().stream()
                            .anyMatch(
                                    child -> child instanceof Folder folder && folder.holds(other));
        }

        /// Whether it has been removed, so that nothing can be put into it any more.
        boolean isRemoved() {
            return links == 0;
        }

        @Override
        FileStat.Kind kind() {
            return FileStat.Kind.DIRECTORY;
        }

        @Override
        long sizeBytes() {
            return entries.size();
        }
    }
}
