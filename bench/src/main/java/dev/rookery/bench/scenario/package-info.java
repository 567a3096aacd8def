// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// The workloads; each checks the answers it times.
@NullMarked
package dev.rookery.bench.scenario;

import org.jspecify.annotations.NullMarked;
