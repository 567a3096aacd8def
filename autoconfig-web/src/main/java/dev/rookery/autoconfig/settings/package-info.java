// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// What is announced for a domain.
@NullMarked
package dev.rookery.autoconfig.settings;

import org.jspecify.annotations.NullMarked;
