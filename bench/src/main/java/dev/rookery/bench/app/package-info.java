// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// The command `rookery bench`.
@NullMarked
package dev.rookery.bench.app;

import org.jspecify.annotations.NullMarked;
