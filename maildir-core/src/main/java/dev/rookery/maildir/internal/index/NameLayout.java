// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

/// Byte layout of the names in a page of rows.
///
/// Names that differ only in numbers share a template: their text, with a mark for each number.
///
/// ```text
///   1792540800.M123456R9f2Q17.host,S=4096,W=4200
///   (  10    ).M(  6 )R( )f( )Q( ).host,S=$,W=%
///
///   0      1                          1 + 9k   2 + 9k
///   +------+------------+-------------+--------+--------+
///   |  k   | k numbers: base 8, width |   n    |  text  |       a template
///   +------+------------+-------------+--------+--------+
/// ```
///
/// Where `templates at` says, there are 2 bytes for each template: where it is. A name that has a
/// template is its number and `number - base` for each number in the text, in as many bytes as the
/// template says. Another name is told by what it shares at both ends with the reference, which is
/// the whole name of the page's first row: its length in one byte, then the bytes.
///
/// ```text
///   0      1                               0      1        2        3        4
///   +------+-----------------+             +------+--------+--------+--------+---------+
///   | 0..  | k numbers       |             | 255  | prefix | suffix |   n    | n bytes |
///   +------+-----------------+             +------+--------+--------+--------+---------+
/// ```
///
/// So any name is read without reading another.
final class NameLayout {
    /// In place of a template's number.
    static final int LITERAL = 255;

    static final int TEMPLATES_MAX = 255;
    static final int LITERAL_HEAD_BYTES = 4;
    static final int NUMBER_BYTES = Long.BYTES + Byte.BYTES;
    static final int WIDTH_AT = Long.BYTES;

    /// Marks in a template's text.
    static final byte PLAIN = 1;

    /// Followed by the number of digits: zeros are put in front.
    static final byte PADDED = 2;

    /// The number of the column [Column#PHYSICAL_BYTES], not stored again.
    static final byte PHYSICAL = 3;

    /// The number of the column [Column#VIRTUAL_BYTES], not stored again.
    static final byte VIRTUAL = 4;

    private NameLayout() {}
}
