// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

/// A stored password that cannot be checked. The message says why and holds no part of it.
final class UnsupportedPasswordException extends RuntimeException {
    UnsupportedPasswordException(String message) {
        super(message);
    }
}
