// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

/// A line of a passwd-file that cannot be used; the message says why and holds no secret.
final class BadLineException extends Exception {
    BadLineException(String message) {
        super(message);
    }
}
