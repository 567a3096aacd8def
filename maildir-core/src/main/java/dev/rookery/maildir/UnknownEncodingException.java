// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// A part of a message has a transfer encoding that nobody can undo. RFC 3516 §4.2, `UNKNOWN-CTE`.
public final class UnknownEncodingException extends MailStoreException {
    private final String encoding;

    public UnknownEncodingException(String encoding) {
        super("the transfer encoding " + encoding + " is not known");
        this.encoding = encoding;
    }

    /// As the message names it.
    public String encoding() {
        return encoding;
    }
}
