// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Random work on a store, held against what it must have led to.
@NullMarked
package dev.rookery.maildir.model;

import org.jspecify.annotations.NullMarked;
