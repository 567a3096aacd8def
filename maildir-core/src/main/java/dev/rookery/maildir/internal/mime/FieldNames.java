// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.MailLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The field names somebody asks for, compared without case.
final class FieldNames {
    /// Up to so many, comparing each is faster than a search.
    private static final int FEW = 16;

    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /// The same in lower case, ascending by length; empty if they are many or not all ASCII.
    private final List<byte[]> ascii = new ArrayList<>();

    /// Where names of each length begin among those, and where those that are longer do.
    private final int[] ofLength;

    FieldNames(Iterable<String> names) {
        names.forEach(this.names::add);
        if (areFewAndAscii()) {
            this.names.forEach(name -> ascii.add(lowerCase(name)));
            ascii.sort(Comparator.comparingInt(name -> name.length));
        }
        int longest = ascii.isEmpty() ? 0 : ascii.getLast().length;
        ofLength = new int[longest + 2];
        for (byte[] name : ascii) {
            for (int length = name.length + 1; length < ofLength.length; length++) {
                ofLength[length]++;
            }
        }
    }

    private boolean areFewAndAscii() {
        return names.size() <= FEW
                && names.stream().allMatch(name -> name.chars().allMatch(c -> c < 0x80));
    }

    private static byte[] lowerCase(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = lowerCase(bytes[i]);
        }
        return bytes;
    }

    private static byte lowerCase(byte c) {
        return c >= 'A' && c <= 'Z' ? (byte) (c | 0x20) : c;
    }

    /// Is the name of the field whose line begins there among them? The name is empty if there is
    /// none or too long a one.
    boolean matchLine(byte[] buffer, int from, int lineEnd) {
        int end = Math.min(lineEnd, from + MailLimits.FIELD_NAME_BYTES_MAX + 1);
        for (int i = from; i < end; i++) {
            if (buffer[i] == ':') {
                return match(buffer, from, withoutSpace(buffer, from, i));
            }
        }
        return match(buffer, from, from);
    }

    private static int withoutSpace(byte[] buffer, int from, int end) {
        int last = end;
        while (last > from && buffer[last - 1] >= 0 && Character.isWhitespace(buffer[last - 1])) {
            last--;
        }
        return last;
    }

    /// No other character is an ASCII one in another case.
    private boolean match(byte[] buffer, int from, int end) {
        if (ascii.isEmpty()) {
            return !names.isEmpty()
                    && names.contains(
                            new String(buffer, from, end - from, StandardCharsets.ISO_8859_1));
        }
        int length = end - from;
        if (length >= ofLength.length - 1) {
            return false;
        }
        for (int i = ofLength[length]; i < ofLength[length + 1]; i++) {
            if (equal(ascii.get(i), buffer, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(byte[] name, byte[] buffer, int from) {
        for (int i = 0; i < name.length; i++) {
            if (name[i] != lowerCase(buffer[from + i])) {
                return false;
            }
        }
        return true;
    }
}
