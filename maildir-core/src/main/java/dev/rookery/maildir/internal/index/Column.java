// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

/// The columns of numbers in a row page; a page of mod-sequences has the first two.
public enum Column {
    UID,
    MODSEQ,
    INTERNAL_DATE,
    SAVE_DATE,
    PHYSICAL_BYTES,
    VIRTUAL_BYTES;

    static final int COUNT = values().length;

    /// Where in a page the column is described.
    int headAt() {
        return PageLayout.CONTENT_AT + ordinal() * PageLayout.COLUMN_BYTES;
    }
}
