// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// One sealed Event; log lines listen to it.
@NullMarked
package dev.rookery.server.observe;

import org.jspecify.annotations.NullMarked;
