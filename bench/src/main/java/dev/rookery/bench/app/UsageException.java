// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

/// What was typed cannot be done, however often it is typed.
final class UsageException extends RuntimeException {
    UsageException(String message) {
        super(message);
    }
}
