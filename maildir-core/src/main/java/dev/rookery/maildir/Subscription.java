// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// A listener's hold on a mailbox; closing it ends the reports.
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
