// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Receives messages: small ones into memory, others durably into tmp/.
@NullMarked
package dev.rookery.maildir.internal.delivery;

import org.jspecify.annotations.NullMarked;
