// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// The store, the account or the message was closed, by its holder or for everybody. What was under
/// way meanwhile was done whole or not at all.
public final class ClosedException extends MailStoreException {
    public ClosedException(String message) {
        super(message);
    }
}
