// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// What `mime` found in the messages of a folder, kept in `rookery.cache` beside them.
@NullMarked
package dev.rookery.maildir.internal.cache;

import org.jspecify.annotations.NullMarked;
