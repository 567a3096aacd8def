// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.observe;

/// Listens to what happens. Must not block and must not throw.
@FunctionalInterface
public interface Events {
    void happened(Event event);
}
