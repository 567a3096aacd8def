// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Other servers' own programs, to be held against: what they write we read, what we write they
/// read.
@NullMarked
package dev.rookery.maildir.peers;

import org.jspecify.annotations.NullMarked;
