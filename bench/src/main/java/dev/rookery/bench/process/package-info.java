// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Programs that the benchmark starts; they do not outlive it.
@NullMarked
package dev.rookery.bench.process;

import org.jspecify.annotations.NullMarked;
