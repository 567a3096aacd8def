// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import java.time.Duration;

/// Makes a client wait; a test's own one only notes for how long.
@FunctionalInterface
public interface Pause {
    void rest(Duration time) throws InterruptedException;
}
