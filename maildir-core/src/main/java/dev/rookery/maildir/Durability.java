// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// What an acknowledged change survives.
public enum Durability {
    /// A power cut: every change is forced to disk before its method returns.
    POWER_CUT,
    /// The death of the process (`kill -9`), not of the machine.
    PROCESS,
    /// Nothing: for tests.
    NONE
}
