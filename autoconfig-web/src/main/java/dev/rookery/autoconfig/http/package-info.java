// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// HTTP routes: request to domain to document.
@NullMarked
package dev.rookery.autoconfig.http;

import org.jspecify.annotations.NullMarked;
