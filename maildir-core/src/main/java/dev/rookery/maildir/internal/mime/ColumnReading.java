// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.util.Optional;

/// Collects what searching, sorting and threading ask of a message's header.
final class ColumnReading implements HeaderBlock.FieldSink {
    private final Columns columns = new Columns();
    private Optional<SentTime> sent = Optional.empty();

    /// @param name in lower case
    @Override
    public void field(String name, String value) {
        switch (name) {
            case "date" -> sent = SentTime.parse(Decoding.field(value));
            case "from" -> add(Column.FROM, value);
            case "to" -> add(Column.TO, value);
            case "cc" -> add(Column.CC, value);
            case "bcc" -> add(Column.BCC, value);
            case "subject" -> add(Column.SUBJECT, value);
            case "message-id" -> add(Column.MESSAGE_ID, value);
            case "in-reply-to" -> add(Column.IN_REPLY_TO, value);
            case "references" -> add(Column.REFERENCES, value);
            default -> {}
        }
    }

    private void add(Column column, String value) {
        columns.add(column, Decoding.field(value));
    }

    Columns columns() {
        return columns;
    }

    /// Of several dates, the last counts.
    Optional<SentTime> sent() {
        return sent;
    }
}
