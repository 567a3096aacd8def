// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Listeners, TLS, deadlines and limits: the only room that waits for the network.
@NullMarked
package dev.rookery.server.net;

import org.jspecify.annotations.NullMarked;
