// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// A mail client and an MTA that cost as little as possible beside the server they load.
@NullMarked
package dev.rookery.bench.client;

import org.jspecify.annotations.NullMarked;
