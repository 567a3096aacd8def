// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

/// Byte layout of a page of rows behind its head, little-endian.
///
/// ```text
///   16             88      90      92       94      96      98      100
///   +--------------+-------+-------+--------+-------+-------+-------+---------+----------+
///   | 6 columns,   | names | templ.| templ. | refer.|origins|origins| arrays  | names of |
///   | 12 bytes each|  at   |       |   at   |  at   |       |  at   |of values| the rows |
///   +--------------+-------+-------+--------+-------+-------+-------+---------+----------+
/// ```
///
/// The columns are those of [Column], in that order. `names at` is where an array of 2 bytes a row
/// begins, each saying where in the page the row's name is; see [NameLayout] for the rest of it.
///
/// Origins, ascending by row, are 10 bytes each:
///
/// ```text
///   0       2        6       10
///   +-------+--------+--------+
///   | index | folder |  uid   |        `index`: of the row in the page
///   +-------+--------+--------+
/// ```
final class RowPageLayout {
    static final int NAMES_AT_AT = PageLayout.CONTENT_AT + Column.COUNT * PageLayout.COLUMN_BYTES;
    static final int TEMPLATES_AT = NAMES_AT_AT + Short.BYTES;
    static final int TEMPLATES_AT_AT = TEMPLATES_AT + Short.BYTES;
    static final int REFERENCE_AT_AT = TEMPLATES_AT_AT + Short.BYTES;
    static final int ORIGINS_AT = REFERENCE_AT_AT + Short.BYTES;
    static final int ORIGINS_AT_AT = ORIGINS_AT + Short.BYTES;
    static final int ARRAYS_AT = ORIGINS_AT_AT + Short.BYTES;

    static final int ORIGIN_INDEX_AT = 0;
    static final int ORIGIN_FOLDER_AT = ORIGIN_INDEX_AT + Short.BYTES;
    static final int ORIGIN_UID_AT = ORIGIN_FOLDER_AT + Integer.BYTES;
    static final int ORIGIN_BYTES = ORIGIN_UID_AT + Integer.BYTES;

    /// So that a page can be built in a bounded memory.
    static final int ROWS_MAX = 1024;

    private RowPageLayout() {}
}
