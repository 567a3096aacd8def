// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

/// The source of users cannot be asked just now: try again later, and say so.
public final class UsersUnavailableException extends RuntimeException {
    public UsersUnavailableException(String message) {
        super(message);
    }

    public UsersUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
