// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Who is allowed in: SASL mechanisms, password schemes, throttling.
@NullMarked
package dev.rookery.server.auth;

import org.jspecify.annotations.NullMarked;
