// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// What a client is told: responses and their encoding.
@NullMarked
package dev.rookery.server.imap.response;

import org.jspecify.annotations.NullMarked;
