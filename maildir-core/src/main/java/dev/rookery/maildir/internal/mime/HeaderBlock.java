// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.MailLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Puts the lines of one header block together to unfolded fields, as far as the budget goes.
///
/// Bytes travel as Latin-1 strings: one char is one byte. NUL is dropped, for IMAP cannot say it.
final class HeaderBlock {
    /// Receives the fields of a header in their order.
    @FunctionalInterface
    interface FieldSink {
        /// @param value without white space at both ends
        void field(String name, String value);
    }

    private static final int GROWTH_BYTES_MIN = 512;

    private final HeaderBudget budget;
    private final FieldSink sink;
    private byte[] field = new byte[GROWTH_BYTES_MIN];
    private int size;

    HeaderBlock(HeaderBudget budget, FieldSink sink) {
        this.budget = budget;
        this.sink = sink;
        budget.startBlock();
    }

    /// Takes the piece of a line where `lines` stands.
    void add(LineReader lines) {
        if (!lines.continuesField()) {
            endField();
        }
        int granted = budget.take(lines.length() + (lines.endsLine() ? 1 : 0));
        append(lines.buffer(), lines.start(), Math.min(granted, lines.length()));
    }

    void end() {
        endField();
    }

    private void append(byte[] from, int start, int length) {
        if (field.length - size < length) {
            field = Arrays.copyOf(field, Math.max(2 * field.length, size + length));
        }
        for (int i = start; i < start + length; i++) {
            if (from[i] != 0) {
                field[size++] = from[i];
            }
        }
    }

    private void endField() {
        int colon = colon();
        if (colon > 0) {
            String name = text(0, colon);
            if (!name.isEmpty()) {
                sink.field(name, text(colon + 1, size));
            }
        }
        size = 0;
    }

    private int colon() {
        for (int i = 0; i < Math.min(size, MailLimits.FIELD_NAME_BYTES_MAX + 1); i++) {
            if (field[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    private String text(int from, int to) {
        int first = from;
        int last = to;
        while (first < last && isSpace(field[first])) {
            first++;
        }
        while (last > first && isSpace(field[last - 1])) {
            last--;
        }
        return new String(field, first, last - first, StandardCharsets.ISO_8859_1);
    }

    private static boolean isSpace(byte value) {
        return value == ' ' || value == '\t' || value == '\r';
    }
}
