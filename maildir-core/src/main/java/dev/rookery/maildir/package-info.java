// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// The nouns a caller holds: stores, accounts, mailboxes, snapshots, messages, and what happens to
/// them.
@NullMarked
package dev.rookery.maildir;

import org.jspecify.annotations.NullMarked;
