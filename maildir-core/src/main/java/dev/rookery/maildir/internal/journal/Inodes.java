// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import java.util.Arrays;

/// The inodes of some messages' files, in the order of their UIDs; 0 where one is not known.
/// Immutable.
public final class Inodes {
    public static final Inodes UNKNOWN = new Inodes(new long[0]);

    private final long[] inodes;

    private Inodes(long[] inodes) {
        this.inodes = inodes;
    }

    public static Inodes of(long[] inodes) {
        return inodes.length == 0 ? UNKNOWN : new Inodes(inodes.clone());
    }

    public int count() {
        return inodes.length;
    }

    /// The inode at a place, counted from 0; 0 if it is not known.
    public long at(int place) {
        return inodes.length == 0 ? 0 : inodes[place];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Inodes that && Arrays.equals(inodes, that.inodes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(inodes);
    }

    @Override
    public String toString() {
        return Arrays.toString(inodes);
    }
}
