// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Reconciles new/ and cur/ with what we know: other programs may write to a Maildir.
@NullMarked
package dev.rookery.maildir.internal.sync;

import org.jspecify.annotations.NullMarked;
