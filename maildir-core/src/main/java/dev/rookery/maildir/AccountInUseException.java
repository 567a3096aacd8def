// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// Another process owns the account: a second Rookery, a tool that takes its lock, or a Dovecot or
/// Courier that was not stopped and writes into one of its folders.
public final class AccountInUseException extends MailStoreException {
    public AccountInUseException(String message) {
        super(message);
    }
}
