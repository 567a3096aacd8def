// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// JMH benchmarks, one class per room under test.
@NullMarked
package dev.rookery.bench.micro;

import org.jspecify.annotations.NullMarked;
