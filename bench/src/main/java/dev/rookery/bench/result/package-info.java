// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// What was measured, as plain values; `run.json` holds them all.
@NullMarked
package dev.rookery.bench.result;

import org.jspecify.annotations.NullMarked;
