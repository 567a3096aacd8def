// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Finds messages: flags and numbers from the snapshot, text by reading the message.
@NullMarked
package dev.rookery.maildir.internal.fulltext;

import org.jspecify.annotations.NullMarked;
