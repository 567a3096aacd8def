// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Mail servers, started privately on loopback ports, each as its users would run it.
@NullMarked
package dev.rookery.bench.contender;

import org.jspecify.annotations.NullMarked;
