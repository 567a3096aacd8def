// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// A disk that does to us what disks do, and mail stores on it; shipped for other modules' tests.
@NullMarked
package dev.rookery.maildir.simulation;

import org.jspecify.annotations.NullMarked;
