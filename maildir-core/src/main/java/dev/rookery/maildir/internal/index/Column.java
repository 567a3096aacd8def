// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

/// The columns of numbers in a row page; a page of mod-sequences has the first two.
public enum Column {
    UID(0),
    MODSEQ(1),
    INTERNAL_DATE(2),
    SAVE_DATE(3),
    PHYSICAL_BYTES(4),
    VIRTUAL_BYTES(5);

    static final int COUNT = values().length;

    private final int number;

    Column(int number) {
        this.number = number;
    }

    /// Its place among the columns. Part of the format.
    int number() {
        return number;
    }

    /// Where in a page the column is described.
    int headAt() {
        return headAt(number);
    }

    static int headAt(int number) {
        return PageLayout.CONTENT_AT + number * PageLayout.COLUMN_BYTES;
    }
}
