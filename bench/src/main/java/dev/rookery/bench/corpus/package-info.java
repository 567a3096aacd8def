// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Mail to measure with, identical for every contender.
@NullMarked
package dev.rookery.bench.corpus;

import org.jspecify.annotations.NullMarked;
