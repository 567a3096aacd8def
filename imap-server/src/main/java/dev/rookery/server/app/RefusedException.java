// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.maildir.AccountLocation;

/// A command that was understood and cannot be done; the message says why. Exit code 1.
final class RefusedException extends RuntimeException {
    RefusedException(String message) {
        super(message);
    }

    static RefusedException inUse(AccountLocation account) {
        return new RefusedException(
                account.maildir() + " is in use by a running server: stop it first");
    }
}
