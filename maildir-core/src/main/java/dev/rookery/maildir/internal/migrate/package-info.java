// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Comes from Dovecot or Courier with UIDs and keywords kept, and goes back to Dovecot the same
/// way.
@NullMarked
package dev.rookery.maildir.internal.migrate;

import org.jspecify.annotations.NullMarked;
