// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// What a mailbox looks like at one moment: immutable, published whole.
@NullMarked
package dev.rookery.maildir.internal.snapshot;

import org.jspecify.annotations.NullMarked;
