// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

/// Fields of a message that are asked for together, so they lie together, apart from the others.
public enum Lane {
    /// Sizes, ENVELOPE, BODYSTRUCTURE(0, 5), BODY, outline: what a list of messages shows.
    STRUCTURE(0, 5),
    /// Sent time, decoded header fields, PREVIEW: what searching and sorting look at.
    COLUMNS(1, 10),
    /// The raw header: the largest.
    HEADER(2, 1);

    static final int COUNT = values().length;

    private final int number;
    private final int fields;

    Lane(int number, int fields) {
        this.number = number;
        this.fields = fields;
    }

    /// How the file calls it; they count from 0.
    int number() {
        return number;
    }

    /// How many fields there are.
    int fields() {
        return fields;
    }
}
