// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Streams a message into tmp/ and hands it over once it is durable.
@NullMarked
package dev.rookery.maildir.internal.delivery;

import org.jspecify.annotations.NullMarked;
