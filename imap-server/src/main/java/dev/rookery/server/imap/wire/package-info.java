// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Bytes cut into lines, literals, atoms and strings, within hard limits.
@NullMarked
package dev.rookery.server.imap.wire;

import org.jspecify.annotations.NullMarked;
