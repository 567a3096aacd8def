// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// The account's log: records, durable append, replay, torn-tail recovery.
@NullMarked
package dev.rookery.maildir.internal.journal;

import org.jspecify.annotations.NullMarked;
