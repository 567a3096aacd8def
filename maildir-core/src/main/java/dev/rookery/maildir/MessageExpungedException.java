// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// The message was there and is gone. RFC 5530 `EXPUNGEISSUED`.
public final class MessageExpungedException extends MailStoreException {
    public MessageExpungedException(Uid uid) {
        super("message is expunged: UID " + uid);
    }
}
