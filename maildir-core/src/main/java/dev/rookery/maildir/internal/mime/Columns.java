// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The decoded values of a message's [Column]s, as [MessageText#header] decodes them.
public final class Columns {
    /// Stands between the values of a field that comes more than once. No text that IMAP can ask
    /// for holds it, so none is found across two values.
    public static final char SEPARATOR = '\0';

    private final Map<Column, String> values = new EnumMap<>(Column.class);

    Columns() {}

    void add(Column column, String value) {
        values.merge(column, value, (before, more) -> before + SEPARATOR + more);
    }

    /// The value of the field, if the message has it.
    public Optional<String> value(Column column) {
        return Optional.ofNullable(values.get(column));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Columns that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
