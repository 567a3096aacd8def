// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// A request that cannot be fulfilled, for a reason that lies in the request: the disk is well.
///
/// Trouble with the disk is an [java.io.IOException] instead.
public abstract sealed class MailStoreException extends RuntimeException
        permits AccountInUseException,
                ClosedException,
                InvalidMailboxNameException,
                LimitException,
                MailboxExistsException,
                MessageExpungedException,
                NoSuchMailboxException,
                QuotaExceededException,
                UnknownEncodingException {
    MailStoreException(String message) {
        super(message);
    }
}
