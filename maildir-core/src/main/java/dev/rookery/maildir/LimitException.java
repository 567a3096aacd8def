// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// The request is over a limit of the store. RFC 5530 `LIMIT`.
public final class LimitException extends MailStoreException {
    public LimitException(String message) {
        super(message);
    }
}
