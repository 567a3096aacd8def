// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// The mailbox is already there. RFC 5530 `ALREADYEXISTS`.
public final class MailboxExistsException extends MailStoreException {
    public MailboxExistsException(MailboxName name) {
        super("mailbox already exists: " + name);
    }
}
