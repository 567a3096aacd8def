// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Immutable columns of a folder on disk, and the memory that caches them. Knows nothing of
/// accounts.
@NullMarked
package dev.rookery.maildir.internal.index;

import org.jspecify.annotations.NullMarked;
