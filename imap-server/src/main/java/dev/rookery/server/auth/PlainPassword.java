// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A password stored as it is.
record PlainPassword(String password) implements PasswordHash {
    PlainPassword {
        if (password.isEmpty()) {
            throw new UnsupportedPasswordException("an empty password lets nobody in");
        }
    }

    /// Compares digests, so that not even the length can be measured.
    @Override
    public boolean matches(byte[] candidate) {
        return MessageDigest.isEqual(
                sha256(password.getBytes(StandardCharsets.UTF_8)), sha256(candidate));
    }

    @Override
    public String toString() {
        return "***";
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
