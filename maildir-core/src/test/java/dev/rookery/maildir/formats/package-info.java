// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Keeps `docs/formats.md` and the classes it tells of in step.
@NullMarked
package dev.rookery.maildir.formats;

import org.jspecify.annotations.NullMarked;
