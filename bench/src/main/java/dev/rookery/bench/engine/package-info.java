// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// The storage engine alone, without a server around it; each program checks the answers it times.
@NullMarked
package dev.rookery.bench.engine;

import org.jspecify.annotations.NullMarked;
