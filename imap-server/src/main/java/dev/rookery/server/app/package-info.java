// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// The program: command line, configuration, wiring.
@NullMarked
package dev.rookery.server.app;

import org.jspecify.annotations.NullMarked;
