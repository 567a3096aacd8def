// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// One account: its folders, its single writer, its journal.
@NullMarked
package dev.rookery.maildir.internal.account;

import org.jspecify.annotations.NullMarked;
