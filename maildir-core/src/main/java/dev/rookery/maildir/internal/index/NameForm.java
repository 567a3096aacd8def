// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A base name taken apart: the text of its template, and the numbers in it. See [NameLayout].
///
/// Its arrays are not copied: nobody changes them.
final class NameForm {
    private static final int NUMBERS_MAX = 32;
    private static final int DIGITS_MAX = 18;

    /// Numbers this long have as many digits in most names of a folder: seconds, microseconds.
    private static final int PADDED_DIGITS_MIN = 6;

    private final byte[] name;
    private final String template;
    private final long[] numbers;

    private NameForm(byte[] name, String template, long[] numbers) {
        this.name = name;
        this.template = template;
        this.numbers = numbers;
    }

    static NameForm of(byte[] name, long physicalBytes, long virtualBytes) {
        return new Parser(name, physicalBytes, virtualBytes).parse();
    }

    byte[] name() {
        return name;
    }

    /// One character for each byte; empty if the name must be stored as it is.
    String template() {
        return template;
    }

    long[] numbers() {
        return numbers;
    }

    boolean hasTemplate() {
        return !template.isEmpty();
    }

    private static final class Parser {
        private final byte[] name;
        private final long physicalBytes;
        private final long virtualBytes;
        private final byte[] text;
        private final long[] numbers = new long[NUMBERS_MAX];
        private int length;
        private int count;

        Parser(byte[] name, long physicalBytes, long virtualBytes) {
            this.name = name;
            this.physicalBytes = physicalBytes;
            this.virtualBytes = virtualBytes;
            this.text = new byte[name.length];
        }

        NameForm parse() {
            for (int at = 0; at < name.length; ) {
                int end = digitsEnd(at);
                if (end == at) {
                    if (name[at] >= 0 && name[at] <= NameLayout.VIRTUAL) {
                        return new NameForm(name, "", new long[0]);
                    }
                    text[length++] = name[at++];
                } else if (end - at > DIGITS_MAX || count == NUMBERS_MAX) {
                    System.arraycopy(name, at, text, length, end - at);
                    length += end - at;
                    at = end;
                } else {
                    number(at, end);
                    at = end;
                }
            }
            String template = new String(text, 0, length, StandardCharsets.ISO_8859_1);
            return new NameForm(name, template, Arrays.copyOf(numbers, count));
        }

        private int digitsEnd(int at) {
            int end = at;
            while (end < name.length && name[end] >= '0' && name[end] <= '9') {
                end++;
            }
            return end;
        }

        private void number(int at, int end) {
            long value = 0;
            for (int i = at; i < end; i++) {
                value = 10 * value + name[i] - '0';
            }
            int digits = end - at;
            boolean zerosInFront = name[at] == '0' && digits > 1;
            if (!zerosInFront && value == physicalBytes && follows(at, 'S')) {
                text[length++] = NameLayout.PHYSICAL;
                return;
            }
            if (!zerosInFront && value == virtualBytes && follows(at, 'W')) {
                text[length++] = NameLayout.VIRTUAL;
                return;
            }
            if (zerosInFront || digits >= PADDED_DIGITS_MIN) {
                text[length++] = NameLayout.PADDED;
                text[length++] = (byte) digits;
            } else {
                text[length++] = NameLayout.PLAIN;
            }
            numbers[count++] = value;
        }

        private boolean follows(int at, char letter) {
            return at >= 3 && name[at - 3] == ',' && name[at - 2] == letter && name[at - 1] == '=';
        }
    }
}
