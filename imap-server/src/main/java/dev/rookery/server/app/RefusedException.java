// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

/// A command that was understood and cannot be done; the message says why. Exit code 1.
final class RefusedException extends RuntimeException {
    RefusedException(String message) {
        super(message);
    }
}
