// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// What to look for, as values: the tree of search keys.
@NullMarked
package dev.rookery.maildir.search;

import org.jspecify.annotations.NullMarked;
