// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

/// A stored password, understood: its text was checked when it was made. Never prints itself.
sealed interface PasswordHash permits Argon2Hash, BcryptHash, PlainPassword, ShaCryptHash {
    /// Whether this is the password; takes as long for any wrong one. Works hard: not for a thread
    /// that others wait for.
    boolean matches(byte[] password);

    /// What a comparison takes from the heap.
    default int memoryKiB() {
        return 0;
    }
}
