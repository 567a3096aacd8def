// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Reads names out of a page of rows, one at a time. See [NameLayout].
///
/// Throws [IndexOutOfBoundsException] where a page says what cannot be.
final class NameReader {
    private final byte[] name = new byte[IndexRow.BASE_BYTES_MAX];
    private int length;

    String read(MemorySegment page, int index) {
        length = 0;
        int namesAt = PageLayout.getShort(page, RowPageLayout.NAMES_AT_AT);
        int at = PageLayout.getShort(page, namesAt + index * Short.BYTES);
        int number = PageLayout.getByte(page, at);
        if (number == NameLayout.LITERAL) {
            literal(page, at + 1);
        } else {
            fromTemplate(page, index, number, at + 1);
        }
        return new String(name, 0, length, StandardCharsets.UTF_8);
    }

    private void literal(MemorySegment page, int at) {
        int reference = PageLayout.getShort(page, RowPageLayout.REFERENCE_AT_AT);
        int referenceEnd = reference + 1 + PageLayout.getByte(page, reference);
        int suffix = PageLayout.getByte(page, at + 1);
        append(page, reference + 1, PageLayout.getByte(page, at));
        append(page, at + 3, PageLayout.getByte(page, at + 2));
        append(page, referenceEnd - suffix, suffix);
    }

    private void append(MemorySegment page, int at, int count) {
        MemorySegment.copy(page, ValueLayout.JAVA_BYTE, at, name, length, count);
        length += count;
    }

    private void fromTemplate(MemorySegment page, int index, int number, int numbersAt) {
        int templates = PageLayout.getShort(page, RowPageLayout.TEMPLATES_AT_AT);
        int template = PageLayout.getShort(page, templates + number * Short.BYTES);
        int numberAt = template + 1;
        int textAt = numberAt + PageLayout.getByte(page, template) * NameLayout.NUMBER_BYTES;
        int end = textAt + 1 + PageLayout.getByte(page, textAt);
        int valueAt = numbersAt;
        for (int at = textAt + 1; at < end; at++) {
            byte mark = (byte) PageLayout.getByte(page, at);
            switch (mark) {
                case NameLayout.PHYSICAL -> digits(value(page, Column.PHYSICAL_BYTES, index), 1);
                case NameLayout.VIRTUAL -> digits(value(page, Column.VIRTUAL_BYTES, index), 1);
                case NameLayout.PLAIN, NameLayout.PADDED -> {
                    int width = PageLayout.getByte(page, numberAt + NameLayout.WIDTH_AT);
                    long value =
                            PageLayout.getLong(page, numberAt)
                                    + PageLayout.number(page, valueAt, width);
                    int least = mark == NameLayout.PLAIN ? 1 : PageLayout.getByte(page, ++at);
                    digits(value, least);
                    valueAt += width;
                    numberAt += NameLayout.NUMBER_BYTES;
                }
                default -> name[length++] = mark;
            }
        }
    }

    private static long value(MemorySegment page, Column column, int index) {
        return PageLayout.value(page, column.headAt(), index);
    }

    private void digits(long value, int least) {
        int count = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            count++;
        }
        int end = length + Math.max(count, least);
        long rest = value;
        for (int at = end - 1; at >= length; at--) {
            name[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
    }
}
