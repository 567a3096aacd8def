// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// How much an account may hold: counted by us, and told to others in `maildirsize`.
@NullMarked
package dev.rookery.maildir.internal.quota;

import org.jspecify.annotations.NullMarked;
