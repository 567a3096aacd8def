// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

/// A field of the message header that searching, sorting and threading ask for.
public enum Column {
    FROM("from"),
    TO("to"),
    CC("cc"),
    BCC("bcc"),
    SUBJECT("subject"),
    MESSAGE_ID("message-id"),
    IN_REPLY_TO("in-reply-to"),
    REFERENCES("references");

    private final String fieldName;

    Column(String fieldName) {
        this.fieldName = fieldName;
    }

    /// In lower case.
    public String fieldName() {
        return fieldName;
    }
}
