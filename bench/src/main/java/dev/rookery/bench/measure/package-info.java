// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Rounds, what they cost the server, and what the machine was like meanwhile.
@NullMarked
package dev.rookery.bench.measure;

import org.jspecify.annotations.NullMarked;
