// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import dev.rookery.server.limits.ServerLimits;

/// What a login name and a password may look like before anybody looks them up.
final class Logins {
    private Logins() {}

    static boolean possible(String login) {
        return !login.isEmpty()
                && login.length() <= ServerLimits.USER_MAX
                && login.chars().noneMatch(Character::isISOControl);
    }

    /// Some schemes take time by the square of the length.
    static boolean possible(byte[] password) {
        if (password.length > ServerLimits.PASSWORD_BYTES_MAX) {
            return false;
        }
        for (byte octet : password) {
            if (octet == 0) {
                return false;
            }
        }
        return password.length > 0;
    }
}
