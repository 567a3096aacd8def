// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Writes what a folder is into its index files and reads it back, so that the journal need not
/// tell its whole life.
@NullMarked
package dev.rookery.maildir.internal.checkpoint;

import org.jspecify.annotations.NullMarked;
