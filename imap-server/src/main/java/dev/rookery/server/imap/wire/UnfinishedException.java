// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.wire;

/// The next word is a literal that has not come yet: it must be collected before the command can be
/// read on.
public final class UnfinishedException extends RuntimeException {
    UnfinishedException() {
        super("a literal is to come", null, false, false);
    }
}
