// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// The mailbox is not there. RFC 5530 `NONEXISTENT`.
public final class NoSuchMailboxException extends MailStoreException {
    public NoSuchMailboxException(MailboxName name) {
        super("no such mailbox: " + name);
    }
}
