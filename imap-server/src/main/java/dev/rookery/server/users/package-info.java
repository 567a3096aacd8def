// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Who exists and where their mail lies.
@NullMarked
package dev.rookery.server.users;

import org.jspecify.annotations.NullMarked;
