// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Pure renderers, one per document.
@NullMarked
package dev.rookery.autoconfig.format;

import org.jspecify.annotations.NullMarked;
