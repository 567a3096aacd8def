// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Takes mail from the MTA (RFC 2033).
@NullMarked
package dev.rookery.server.lmtp;

import org.jspecify.annotations.NullMarked;
