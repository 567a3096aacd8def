// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Other programs, started privately and driven as their users drive them.
@NullMarked
package dev.rookery.bench.contender;

import org.jspecify.annotations.NullMarked;
