// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Looks at all files of an account that nobody uses, says what is wrong with them, and mends it.
@NullMarked
package dev.rookery.maildir.internal.doctor;

import org.jspecify.annotations.NullMarked;
