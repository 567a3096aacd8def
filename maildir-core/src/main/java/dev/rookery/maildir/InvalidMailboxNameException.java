// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// A mailbox cannot have this name. RFC 5530 `CANNOT`.
public final class InvalidMailboxNameException extends MailStoreException {
    public InvalidMailboxNameException(String message) {
        super(message);
    }
}
