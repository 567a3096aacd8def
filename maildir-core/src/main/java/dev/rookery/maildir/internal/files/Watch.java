// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

/// A directory being watched, whether or not the [Directory] it came from is still open.
public interface Watch extends AutoCloseable {
    /// Waits until the listener has heard of all that happened before.
    void await();

    /// No call of the listener begins after this; one may be under way. Closing again does nothing.
    @Override
    void close();
}
