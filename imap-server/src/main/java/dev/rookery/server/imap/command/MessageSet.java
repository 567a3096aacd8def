// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

/// Which messages a command means: by place or by UID.
public sealed interface MessageSet {
    NumberSet numbers();

    record BySequence(NumberSet numbers) implements MessageSet {}

    record ByUid(NumberSet numbers) implements MessageSet {}
}
