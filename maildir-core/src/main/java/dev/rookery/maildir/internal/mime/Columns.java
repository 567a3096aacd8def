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

    private final Map<Column, StringBuilder> values = new EnumMap<>(Column.class);

    Columns() {}

    void add(Column column, String value) {
        StringBuilder before = values.get(column);
        if (before == null) {
            values.put(column, new StringBuilder(value));
        } else {
            before.append(SEPARATOR).append(value);
        }
    }

    /// The value of the field, if the message has it.
    public Optional<String> value(Column column) {
        return Optional.ofNullable(values.get(column)).map(StringBuilder::toString);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Columns that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
