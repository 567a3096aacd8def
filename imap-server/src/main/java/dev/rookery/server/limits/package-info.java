// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// How much others may make the server hold, read or wait for.
@NullMarked
package dev.rookery.server.limits;

import org.jspecify.annotations.NullMarked;
